import CaptureFormats
import NetworkValues
import Testing

@testable import PacketCapture

/// What a reader of a file of pcap has got.
struct PcapContent {
    var octets: [UInt8] = []

    /// Reads until the reader ends.
    static func all(of reader: CaptureReader) async -> PcapContent {
        var content = PcapContent()
        var part: [UInt8] = []
        while await reader.read(into: &part) { content.octets += part }
        return content
    }

    /// The packets, each behind its headers of Ethernet, IPv4 and UDP.
    func payloads() throws -> [[UInt8]] {
        var reader = PcapReader()
        var position = 0
        var found: [[UInt8]] = []
        while let record = try reader.next(in: octets.span, at: &position) {
            found.append(Array(octets[record.octets].dropFirst(42)))
        }
        #expect(position == octets.count, "a record is torn")
        return found
    }

    /// The numbers that `NumberedDatagrams` put into the packets.
    func numbers() throws -> [Int] {
        try payloads().map { $0.prefix(4).reduce(0) { $0 << 8 | Int($1) } }
    }
}

extension CaptureEngine {
    /// An engine whose clock stands still.
    static func make(bufferOctets: Int = 8 << 20) -> CaptureEngine {
        CaptureEngine(bufferOctets: bufferOctets, now: { Timestamp(seconds: 1_795_435_200) })
    }
}

extension CaptureRequest {
    /// A request for the datagrams of a port.
    static func datagrams(_ port: UInt16, _ format: Format = .pcap(nanoseconds: false)) -> CaptureRequest {
        var request = CaptureRequest("lo", format, viewer: "a test")
        request.filter = .text("udp port \(port)")
        return request
    }
}

extension Trait where Self == ConditionTrait {
    /// Needs the right to capture.
    static var captureRight: Self {
        .enabled("needs CAP_NET_RAW, which is missing") {
            do throws(CaptureError) {
                _ = try CaptureEngine.make().linkType(of: "lo")
                return true
            } catch {
                return error.code != .forbidden
            }
        }
    }
}
