import CaptureFormats
import NetworkValues
import Testing

@testable import PacketCapture

struct FlowTests {
    private func flow(_ octets: [UInt8], _ linkType: LinkType) -> (FlowEnd, FlowEnd)? {
        octets.withUnsafeBufferPointer { octets in
            guard let flow = Flow(octets, linkType: linkType), let source = flow.source,
                let destination = flow.destination
            else { return nil }
            return (source, destination)
        }
    }

    private static let version4: [UInt8] =
        [0x45, 0, 0, 32, 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2] + [0x30, 0x39, 0, 53, 0, 12, 0, 0]
    private static let version6: [UInt8] =
        [0x60, 0, 0, 0, 0, 12, 6, 64] + [0xfd] + [UInt8](repeating: 0, count: 14) + [1]
        + [0xfd] + [UInt8](repeating: 0, count: 14) + [2] + [0x30, 0x39, 0, 80, 0, 0, 0, 0]
    private static let addresses = [UInt8](repeating: 2, count: 12)

    @Test func `is found behind every link header`() throws {
        let headers: [(LinkType, [UInt8])] = [
            (.ethernet, Self.addresses + [8, 0]),
            (.ethernet, Self.addresses + [0x81, 0, 0, 5, 8, 0]),
            (.ethernet, Self.addresses + [0x88, 0xa8, 0, 5, 0x81, 0, 0, 6, 8, 0]),
            (.linuxSLL, [UInt8](repeating: 0, count: 14) + [8, 0]),
            (.linuxSLL2, [8, 0] + [UInt8](repeating: 0, count: 18)),
            (.raw, []),
        ]
        for (linkType, header) in headers {
            let (source, destination) = try #require(flow(header + Self.version4, linkType))
            #expect(source == FlowEnd(.v4(0x0a00_0001), 12345) && destination == FlowEnd(.v4(0x0a00_0002), 53))
        }
        let (_, six) = try #require(flow(Self.addresses + [0x86, 0xdd] + Self.version6, .ethernet))
        #expect(six == FlowEnd(try #require(IPAddress("fd00::2")), 80))
    }

    @Test func `is none where no port is`() {
        var fragment = Self.version4
        fragment[7] = 1
        var icmp = Self.version4
        icmp[9] = 1
        #expect(flow(fragment, .raw) == nil && flow(icmp, .raw) == nil)
        #expect(flow(Self.addresses + [8, 6] + Self.version4, .ethernet) == nil)
        for length in 0..<Self.version4.count - 4 { #expect(flow(Array(Self.version4.prefix(length)), .raw) == nil) }
    }
}
