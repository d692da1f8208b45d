import NetworkValues

/// What survives a restart: the failures that block, and what is remembered of each account's log-ins. One line for each,
/// its words parted by blanks; names are percent-encoded. Lines that cannot be read are skipped.
struct AccessMemory {
    /// The failures that block.
    var lockOut = LockOut()
    /// By the account's name.
    var records: [String: LogInRecord] = [:]

    /// The most failures that are kept over a restart, so that the file stays below what `KeptText` reads.
    static let keptLimit = 700
    private static let header = "ipdect-agent access 1"

    init() {}

    /// Reads what was kept.
    init(_ text: String, at now: Timestamp) {
        let lines = text.split(separator: "\n")
        guard lines.first == Substring(Self.header) else { return }
        var entries: [(LockOut.Key, LockOut.Entry)] = []
        for line in lines.dropFirst() {
            let words = line.split(separator: " ")
            switch words.first {
            case "failures": Self.failures(words).map { entries.append($0) }
            case "account": if let (name, record) = Self.record(words), records.count < 64 { records[name] = record }
            default: continue
            }
        }
        lockOut.restore(entries, at: now)
    }

    /// What is to be kept. Names that no account has are not: there is nothing that they protect.
    var text: String {
        var lines = [Self.header]
        for (name, record) in records.sorted(by: { $0.key < $1.key }) {
            let last = record.lastLogIn.map { "\($0.milliseconds)" } ?? "-"
            let source = record.lastSource.map(Self.word) ?? "-"
            let words = ["account", Self.encoded(name), last, source, "\(record.failedAttempts)"]
            lines.append((words + record.knownSources.map(Self.word)).joined(separator: " "))
        }
        let newest = lockOut.entries.filter(\.value.isAccount)
            .sorted { ($0.value.lastFailure, $0.key.name) > ($1.value.lastFailure, $1.key.name) }
        for (key, entry) in newest.prefix(Self.keptLimit) {
            let source = key.source.map(Self.word) ?? "*"
            lines.append(
                "failures \(Self.encoded(key.name)) \(source) \(entry.failures) \(entry.lastFailure.milliseconds)")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func failures(_ words: [Substring]) -> (LockOut.Key, LockOut.Entry)? {
        guard words.count == 5, let name = decoded(words[1]), let failures = Int(words[3]),
            (1...1000).contains(failures), let last = Int64(words[4])
        else { return nil }
        let source = IPAddress(words[2])
        guard source != nil || words[2] == "*" else { return nil }
        let entry = LockOut.Entry(
            failures: failures, lastFailure: Timestamp(milliseconds: last), isAccount: true)
        return (LockOut.Key(name: name, source: source), entry)
    }

    private static func record(_ words: [Substring]) -> (String, LogInRecord)? {
        guard (5...5 + LogInRecord.knownLimit).contains(words.count), let name = decoded(words[1]),
            let failed = Int(words[4]), failed >= 0
        else { return nil }
        var record = LogInRecord()
        record.lastLogIn = Int64(words[2]).map(Timestamp.init(milliseconds:))
        record.lastSource = IPAddress(words[3])
        record.failedAttempts = min(failed, 1_000_000_000)
        record.knownSources = words[5...].compactMap { IPAddress($0) }
        return (name, record)
    }

    /// An address without its zone, which means nothing after a restart.
    private static func word(_ address: IPAddress) -> String {
        if case .v6(let high, let low, _) = address { return "\(IPAddress.v6(high: high, low: low, zone: 0))" }
        return "\(address)"
    }

    private static func encoded(_ name: String) -> String {
        var text = ""
        for byte in name.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x40, 0x5f:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default: text += "%" + hexadecimal([byte])
            }
        }
        return text.isEmpty ? "%" : text
    }

    private static func decoded(_ text: Substring) -> String? {
        text == "%" ? "" : percentDecoded(text)
    }
}
