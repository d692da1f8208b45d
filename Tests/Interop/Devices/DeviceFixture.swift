import Foundation

/// A device that snmpsim plays from a file of `Tests/Fixtures/devices`, which are written by ourselves.
enum DeviceFixture: String, CaseIterable, Sendable {
    /// The first generation, with a hardware address of innovaphone; nothing stands.
    case ipbs1
    /// What a real IPBS2 with firmware 10.3.9 is known to answer: no vendor tables, no ifIndex, no ifPhysAddress.
    case ipbs2
    /// A base station that lost its sync; dates as `27.11.2026`.
    case ipbs3
    /// A gateway with alarms of its environment and of its ring; dates as `2026-11-28`, newest fault first.
    case ipbl
    /// A virtual appliance; empty alarm table; dates as `20261128`, times without colons.
    case ipvm
    /// A gateway of innovaphone: another enterprise, ifAdminStatus 0, a description with words in front.
    case innovaphone
    /// A master with 44 alarms, equal codes with other sources and other devices, and 200 rows in its fault log.
    case sick
    /// One whose description, number of alarms and column of alarm codes take 1.5 s each. The delay holds up everything that
    /// its snmpsim plays: let it be alone.
    case slow
    /// Columns of different lengths, wrong types, names that do not rise, unknown codes, empty dates, text that is not UTF-8.
    case broken
    /// One that has been up for 12 s, with its clock not set.
    case restarted

    static let folder = Repository.root + "/Tests/Fixtures/devices"

    var path: String { "\(Self.folder)/\(rawValue).snmprec" }

    /// The lines of the file: name, tag and value.
    func records() throws -> [Record] {
        try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map { line in
            let parts = line.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
            return Record(oid: "." + parts[0], tag: parts[1], value: parts[2])
        }
    }

    struct Record: Sendable {
        var oid: String
        var tag: String
        var value: String
    }
}

/// A device to be played.
enum SimulatedDevice: Sendable {
    /// As its file has it.
    case fixture(DeviceFixture)
    /// One of many that are alike but for their hardware address, name and place: an IPBS3 with one alarm, from
    /// `template.txt`. The number, from 0, is the end of the hardware address 00:01:3e:10:00:00.
    case made(Int)

    /// So many that are alike.
    static func made(_ count: Int) -> [SimulatedDevice] { (0..<count).map(SimulatedDevice.made) }

    /// The hardware address of one of many, without colons.
    static func hardwareAddress(_ number: Int) -> String { String(format: "00013e%06x", 0x10_0000 + number) }

    /// The name of one of many.
    static func name(_ number: Int) -> String {
        let digits = Array(hardwareAddress(number))
        return "ipbs3-" + [6, 8, 10].map { String(digits[$0...($0 + 1)]) }.joined(separator: "-")
    }
}
