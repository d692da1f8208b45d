import Faults
import Glibc
import IPDECTCore
import Journal
import Logging
import NetworkValues
import ReportSupport
import ServiceReport
import Snapshot

/// Measures how long a service report of a large site takes, how large it is, and what memory it needs beside the site.
///
///     ReportStopwatch FOLDER RADIOS RECORDS REDACTION
///
/// Prints one line of name=value.
@main
struct ReportStopwatch {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let radios = Int(arguments[2]), let records = Int(arguments[3]),
            let redaction = ReportRedaction(rawValue: arguments[4])
        else {
            print("usage: ReportStopwatch FOLDER RADIOS RECORDS none|addresses|names")
            exit(2)
        }
        do {
            try await measure(in: arguments[1], radios: radios, records: records, redaction)
        } catch {
            print("ReportStopwatch: \(error)")
            exit(1)
        }
    }

    private static func measure(
        in folder: String, radios: Int, records: Int, _ redaction: ReportRedaction
    ) async throws {
        let site = ReportSite(radios: radios, seconds: 120)
        let (snapshot, now) = (site.snapshot, site.snapshot.time)
        var logger = Logger(label: "stopwatch")
        logger.logLevel = .critical
        let journal = try Journal(path: folder + "/journal.sqlite", logger: logger, now: { now })
        try await fill(journal, snapshot, records)
        let library = try ReportLibrary(
            folder: folder + "/reports", ReportSources(snapshot: { snapshot }, journal: journal), now: { now },
            logger: logger)
        let before = resident()
        let start = ContinuousClock.now
        let begun = try library.start(ReportRequest(redaction: redaction, author: "stopwatch"))
        let watch = Task {
            var most = before
            while !Task.isCancelled {
                most = max(most, resident())
                try? await Task.sleep(for: .milliseconds(5))
            }
            return most
        }
        let made = await library.wait(for: begun.id)
        let seconds = Double((ContinuousClock.now - start) / .milliseconds(1)) / 1000
        watch.cancel()
        let most = await watch.value
        guard let made, made.state == .finished else { throw ReportError(.source, made?.error ?? "no report") }
        print(
            "radios=\(radios) alarms=\(snapshot.alarms.alarms.count) records=\(records) redaction=\(redaction.rawValue)",
            "seconds=\(seconds) page_octets=\(made.pageOctets) archive_octets=\(made.archiveOctets)",
            "resident_before_kib=\(before) resident_most_kib=\(most)")
        await journal.close()
    }

    /// Lines of a log as radios write them, over the last day.
    private static func fill(_ journal: Journal, _ snapshot: Snapshot, _ count: Int) async throws {
        let radios = snapshot.site.radios
        var batch: [JournalContent] = []
        for number in 0..<count {
            let radio = radios[number % radios.count]
            let time = snapshot.time.adding(milliseconds: -Int64(count - number) * 86_000_000 / Int64(max(1, count)))
            let text =
                "\(radio.name) at \(radio.report.address.map { "\($0)" } ?? "-"): RSSI -71 dBm, FER 2 %, source "
                + "\(radio.rfpi.map { "\($0)" } ?? "-"), drift 12 ns, \(radio.report.deviceName) number \(number)"
            batch.append(
                .log(LogRecord(topic: .dectRadio, severity: 6, device: DeviceID(radio.mac), time: time, text: text)))
            if batch.count == 256 || number == count - 1 {
                try await journal.append(batch)
                batch.removeAll(keepingCapacity: true)
            }
        }
    }

    /// Memory that the process holds, in KiB.
    private static func resident() -> Int {
        guard let file = fopen("/proc/self/statm", "r") else { return 0 }
        defer { fclose(file) }
        var text = [CChar](repeating: 0, count: 256)
        guard fgets(&text, 255, file) != nil else { return 0 }
        let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
            separator: " ")
        return words.count > 1 ? (Int(words[1]) ?? 0) * 4 : 0
    }
}
