import CaptureFormats
import Faults
import Journal
import LogProtocols
import NetworkValues

/// Hands the lines of the log to captures, as packets of syslog that lie between those of the network (manual 4.23.2).
struct TraceFeed: Sendable {
    /// Records that are read at once.
    private static let batch = 256

    let engine: CaptureEngine
    let surroundings: PacketCaptureSurroundings

    /// Feeds until the task is cancelled.
    func run() async {
        let journal = surroundings.journal
        var position = journal.lastNumber
        for await _ in journal.growth() {
            guard engine.isTraced else {
                position = journal.lastNumber
                continue
            }
            while let records = try? await journal.records(after: position, limit: Self.batch), !records.isEmpty {
                position = records.last?.number ?? position
                for record in records {
                    if case .log(let log) = record.content { hand(log) }
                }
            }
        }
    }

    private func hand(_ record: LogRecord) {
        let line = line(record)
        let (hardware, address) = surroundings.origin()
        let source = record.origin?.address ?? address
        engine.trace(at: PacketTime(nanoseconds: UInt64(clamping: record.time.milliseconds) * 1_000_000)) { linkType in
            guard
                let form = TracePacket(
                    linkType: linkType, hardwareAddress: hardware, source: source, destination: address)
            else { return [] }
            var octets: [UInt8] = []
            octets.reserveCapacity(form.packetLength(of: line.count))
            form.append(line.span, to: &octets)
            return octets
        }
    }

    /// The line in RFC 5424, with topic and device beside it.
    private func line(_ record: LogRecord) -> [UInt8] {
        var line = LogLine(
            priority: SyslogPriority(facility: record.origin?.facility ?? 16, severity: record.severity),
            time: record.time, host: surroundings.deviceName(record),
            app: record.module.isEmpty ? "ipdect-agent" : record.module, text: String(record.message))
        line.topic = record.topic.rawValue
        if record.device != .agent { line.device = hexadecimal(record.device.rawValue, digits: 12) }
        line.address = record.origin.map { "\($0.address)" }
        var octets: [UInt8] = []
        _ = LogEncoder(format: .rfc5424, framing: .none).append(line, to: &octets)
        return octets
    }
}
