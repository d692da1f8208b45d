import IPDECTCore
import NetworkValues

/// A column of the file, and how its fields are read.
enum DeviceListColumn: String, CaseIterable {
    case number, address, kind, name, mac, credentials, feeds, interval

    /// Other names for the columns, in lower case and without blanks, hyphens and underscores.
    private static let aliases: [String: DeviceListColumn] = [
        "no": .number, "nr": .number, "ip": .address, "ipaddress": .address, "host": .address, "hostname": .address,
        "type": .kind, "model": .kind, "macaddress": .mac, "hardwareaddress": .mac, "credential": .credentials,
        "feed": .feeds, "intervalseconds": .interval, "interval(s)": .interval,
    ]

    /// The column that a header names, in any case.
    init?(header: String) {
        let plain = header.lowercased().filter { !" -_".contains($0) }
        guard let column = DeviceListColumn(rawValue: plain) ?? Self.aliases[plain] else { return nil }
        self = column
    }

    /// What a field of the column must be.
    var expected: String {
        switch self {
        case .number: Self.words(DeviceListEntry.numbers)
        case .address: "an IP address or a host name"
        case .kind: "one of \(DeviceListEntry.kinds.joined(separator: ", "))"
        case .name, .credentials: "at most \(DeviceListEntry.nameLimit) characters, none of them a control character"
        case .mac: "a hardware address such as 00:01:3e:12:34:56"
        case .feeds: "feeds of \(DeviceListEntry.feedNames.joined(separator: ", ")) with blanks between"
        case .interval: Self.words(DeviceListEntry.intervals) + " seconds"
        }
    }

    private static func words(_ range: ClosedRange<Int>) -> String { "\(range.lowerBound) to \(range.upperBound)" }

    /// Puts a field into an entry; `false` when it is not what it must be. An empty field leaves the entry as it is.
    func set(_ text: String, in entry: inout DeviceListEntry) -> Bool {
        switch self {
        case .number:
            return Self.integer(text, in: DeviceListEntry.numbers, into: &entry.number)
        case .address:
            entry.address = text
            return DeviceListEntry.isAddress(text)
        case .kind:
            guard !text.isEmpty else { return true }
            entry.kind = text.lowercased()
            return DeviceListEntry.kinds.contains(entry.kind)
        case .name:
            entry.name = text
            return Self.isName(text)
        case .mac:
            entry.mac = MACAddress(text)
            return text.isEmpty || entry.mac != nil
        case .credentials:
            entry.credentials = text
            return Self.isName(text)
        case .feeds:
            let feeds = Set(text.lowercased().split { " ,;+/|".contains($0) }.map(String.init))
            entry.feeds = DeviceListEntry.feedNames.filter(feeds.contains)
            return feeds.count == entry.feeds.count
        case .interval:
            return Self.integer(text, in: DeviceListEntry.intervals, into: &entry.interval)
        }
    }

    /// The field of an entry.
    func text(of entry: DeviceListEntry) -> String {
        switch self {
        case .number: entry.number.map(String.init) ?? ""
        case .address: entry.address
        case .kind: entry.kind
        case .name: entry.name
        case .mac: entry.mac.map(\.description) ?? ""
        case .credentials: entry.credentials
        case .feeds: entry.feeds.joined(separator: " ")
        case .interval: entry.interval.map(String.init) ?? ""
        }
    }

    private static func integer(_ text: String, in range: ClosedRange<Int>, into value: inout Int?) -> Bool {
        guard !text.isEmpty else { return true }
        guard text.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let number = Int(text), range.contains(number) else {
            return false
        }
        value = number
        return true
    }

    private static func isName(_ text: String) -> Bool {
        text.count <= DeviceListEntry.nameLimit && !text.contains(where: DeviceListEntry.isControl)
    }
}

extension DeviceListEntry {
    /// Whether a character is a control character, or one of several scalars with one among them.
    static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) }
    }

    /// The kind of a model.
    static func kind(_ model: DeviceModel) -> String {
        switch model {
        case .ipbs1: "ipbs1"
        case .ipbs2: "ipbs2"
        case .ipbs3: "ipbs3"
        case .ipbl: "ipbl"
        case .ipvm: "ipvm"
        }
    }
}
