import NetworkValues

/// The name of a capture file: `<MAC>-<time>-<serial>.pcap`, and `-crash` before the dot for the trace of a crash.
///
/// The serial goes on over restarts, so that no file replaces another one on the server.
struct SegmentName: Hashable, Comparable, Sendable {
    /// The hardware address of the device, twelve hexadecimal digits.
    let device: String
    /// The time at which the file begins, as `yyyymmddThhmmssZ` in UTC; for the trace of a crash that of its last packet.
    let time: String
    /// The number of the file, from 1.
    let serial: UInt64
    /// Whether it is the trace of a crash.
    let isCrash: Bool

    /// Makes a name.
    init(device: MACAddress, time: Timestamp, serial: UInt64, isCrash: Bool = false) {
        self.device = hexadecimal(device.rawValue, digits: 12)
        self.time = Self.text(time)
        self.serial = serial
        self.isCrash = isCrash
    }

    private init(device: String, time: String, serial: UInt64, isCrash: Bool) {
        self.device = device
        self.time = time
        self.serial = serial
        self.isCrash = isCrash
    }

    /// Reads a name; `nil` when the text is none.
    init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 80, text.hasSuffix(".pcap") else { return nil }
        let parts = text.dropLast(5).split(separator: "-", omittingEmptySubsequences: false)
        guard 3...4 ~= parts.count, MACAddress(parts[0]) != nil, parts[0].count == 12, parts[1].count == 16,
            let serial = UInt64(parts[2]), parts.count == 3 || parts[3] == "crash"
        else { return nil }
        self.init(device: String(parts[0]), time: String(parts[1]), serial: serial, isCrash: parts.count == 4)
    }

    /// The same as the trace of a crash, of which `time` is the end.
    func crash(at time: Timestamp) -> SegmentName {
        SegmentName(device: device, time: Self.text(time), serial: serial, isCrash: true)
    }

    /// The file's name on the server.
    var text: String {
        let number = String(serial)
        let digits = String(repeating: "0", count: max(0, 6 - number.count)) + number
        return "\(device)-\(time)-\(digits)\(isCrash ? "-crash" : "").pcap"
    }

    /// Whether the left one was written first.
    static func < (left: SegmentName, right: SegmentName) -> Bool {
        left.serial == right.serial ? !left.isCrash && right.isCrash : left.serial < right.serial
    }

    /// `2026-11-23T13:17:28.042Z` as `20261123T131728Z`.
    private static func text(_ time: Timestamp) -> String {
        time.description.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
    }
}
