/// What a link counts, in the order of the kernel (rtnl_link_stats64).
public enum LinkCounter: Int, Hashable, Sendable, CaseIterable {
    // The order is that of the kernel's structure.
    /// Packets that were received whole.
    case receivedPackets
    /// Packets that were sent.
    case sentPackets
    /// Octets of the packets received.
    case receivedOctets
    /// Octets of the packets sent.
    case sentOctets
    /// Packets received with errors, all kinds together.
    case receiveErrors
    /// Packets that could not be sent because of errors, all kinds together.
    case sendErrors
    /// Packets received and dropped for want of room or of somebody who takes them.
    case receiveDrops
    /// Packets dropped before they were sent.
    case sendDrops
    /// Multicast packets received.
    case multicast
    /// Collisions.
    case collisions
    /// Packets of a length that no frame has.
    case lengthErrors
    /// Packets that were longer than the ring's buffers.
    case overErrors
    /// Packets with a wrong check sequence.
    case crcErrors
    /// Packets whose end was not at an octet.
    case frameErrors
    /// Packets lost because the hardware's own buffer was full.
    case receiveFIFOErrors
    /// Packets that the hardware had to let pass.
    case missedErrors
    /// Packets given up, as after too many collisions.
    case abortedErrors
    /// Packets that met no carrier.
    case carrierErrors
    /// Packets for which the hardware ran dry while it sent them.
    case sendFIFOErrors
    /// Losses of the heartbeat of old transceivers.
    case heartbeatErrors
    /// Collisions that came too late.
    case windowErrors
    /// Compressed packets received.
    case receivedCompressed
    /// Compressed packets sent.
    case sentCompressed
    /// Packets received on a link that nobody listens on.
    case noHandler
    /// Packets received for another host.
    case otherHost

    /// The counter for people.
    public var label: String {
        switch self {
        case .receivedPackets: "received packets"
        case .sentPackets: "sent packets"
        case .receivedOctets: "received octets"
        case .sentOctets: "sent octets"
        case .receiveErrors: "receive errors"
        case .sendErrors: "send errors"
        case .receiveDrops: "received and dropped"
        case .sendDrops: "dropped before sending"
        case .multicast: "received multicast"
        case .collisions: "collisions"
        case .lengthErrors: "wrong length"
        case .overErrors: "longer than the buffer"
        case .crcErrors: "wrong check sequence"
        case .frameErrors: "not aligned"
        case .receiveFIFOErrors: "receive buffer full"
        case .missedErrors: "missed by the hardware"
        case .abortedErrors: "aborted"
        case .carrierErrors: "no carrier"
        case .sendFIFOErrors: "send buffer empty"
        case .heartbeatErrors: "no heartbeat"
        case .windowErrors: "late collisions"
        case .receivedCompressed: "received compressed"
        case .sentCompressed: "sent compressed"
        case .noHandler: "nobody listens"
        case .otherHost: "for other hosts"
        }
    }
}

/// All counters of a link.
public struct LinkCounters: Hashable, Sendable {
    private var values: [UInt64]

    /// Makes counters of zero.
    public init() {
        values = [UInt64](repeating: 0, count: LinkCounter.allCases.count)
    }

    /// The value of a counter; 0 for one that the kernel does not have.
    public subscript(counter: LinkCounter) -> UInt64 {
        get { values[counter.rawValue] }
        set { values[counter.rawValue] = newValue }
    }

    /// Reads the kernel's structure. Older kernels have fewer counters at its end, newer ones may have more.
    init(_ bytes: Span<UInt8>, _ range: Range<Int>) {
        self.init()
        for counter in LinkCounter.allCases where (counter.rawValue + 1) * 8 <= range.count {
            self[counter] = bytes.hostNumber64(at: range.lowerBound + counter.rawValue * 8) ?? 0
        }
    }
}
