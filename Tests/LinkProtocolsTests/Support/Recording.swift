import Foundation

/// The packets of a file in pcap format, which `Tests/Fixtures/link` has.
enum Recording {
    static func packets(_ name: String) throws -> [[UInt8]] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/link")
        let octets = [UInt8](try Data(contentsOf: folder.appending(path: name)))
        var packets: [[UInt8]] = []
        var position = 24
        while position + 16 <= octets.count {
            let length = (0..<4).reduce(0) { $0 | Int(octets[position + 8 + $1]) << (8 * $1) }
            packets.append(Array(octets[(position + 16)..<(position + 16 + length)]))
            position += 16 + length
        }
        return packets
    }
}
