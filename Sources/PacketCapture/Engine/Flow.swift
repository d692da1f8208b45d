import CaptureFormats
public import NetworkValues

/// One end of a connection.
public struct FlowEnd: Hashable, Sendable {
    /// The address.
    public var address: IPAddress
    /// The port.
    public var port: UInt16

    /// Makes an end.
    public init(_ address: IPAddress, _ port: UInt16) {
        self.address = address
        self.port = port
    }
}

/// Where a packet of TCP or UDP says between whom it travels. Nothing is copied until somebody asks for an address: of
/// most packets the ports alone tell enough.
struct Flow {
    private let octets: UnsafeBufferPointer<UInt8>
    private let addresses: Int
    private let size: Int
    private let ports: Int

    /// The flow of a packet; `nil` when it is none of TCP or UDP, or a fragment behind the first.
    init?(_ octets: UnsafeBufferPointer<UInt8>, linkType: LinkType) {
        guard let start = Self.network(octets, linkType), start < octets.count else { return nil }
        switch octets[start] >> 4 {
        case 4:
            guard octets.count >= start + 20 else { return nil }
            (addresses, size, ports) = (start + 12, 4, start + Int(octets[start] & 15) * 4)
            guard Self.isTransport(octets[start + 9]), Self.word(octets, start + 6) & 0x1fff == 0 else { return nil }
        case 6:
            guard octets.count >= start + 40, Self.isTransport(octets[start + 6]) else { return nil }
            (addresses, size, ports) = (start + 8, 16, start + 40)
        default: return nil
        }
        guard octets.count >= ports + 4, ports >= addresses + 2 * size else { return nil }
        self.octets = octets
    }

    var sourcePort: UInt16 { Self.word(octets, ports) }
    var destinationPort: UInt16 { Self.word(octets, ports + 2) }
    var source: FlowEnd? { address(at: addresses).map { FlowEnd($0, sourcePort) } }
    var destination: FlowEnd? { address(at: addresses + size).map { FlowEnd($0, destinationPort) } }

    private func address(at start: Int) -> IPAddress? {
        IPAddress(octets: Array(octets[start..<(start + size)]))
    }

    private static func isTransport(_ protocolNumber: UInt8) -> Bool { protocolNumber == 6 || protocolNumber == 17 }

    /// Where the header of IP begins; `nil` when there is none.
    private static func network(_ octets: UnsafeBufferPointer<UInt8>, _ linkType: LinkType) -> Int? {
        switch linkType {
        case .ethernet:
            var type = 12
            while octets.count >= type + 2, word(octets, type) == 0x8100 || word(octets, type) == 0x88a8 { type += 4 }
            return isIP(octets, type) ? type + 2 : nil
        case .linuxSLL: return isIP(octets, 14) ? 16 : nil
        case .linuxSLL2: return isIP(octets, 0) ? 20 : nil
        case .raw: return 0
        default: return nil
        }
    }

    private static func isIP(_ octets: UnsafeBufferPointer<UInt8>, _ type: Int) -> Bool {
        guard octets.count >= type + 2 else { return false }
        let number = word(octets, type)
        return number == 0x0800 || number == 0x86dd
    }

    private static func word(_ octets: UnsafeBufferPointer<UInt8>, _ position: Int) -> UInt16 {
        UInt16(octets[position]) << 8 | UInt16(octets[position + 1])
    }
}
