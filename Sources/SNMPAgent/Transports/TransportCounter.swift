import Synchronization

/// What the streams count beside the engine.
public enum TransportCounter: Int, CaseIterable, Sendable {
    /// Connections over TCP or TLS that were taken.
    case streamAccepts
    /// Connections refused because their source is in none of the allowed networks.
    case streamNetworkRefused
    /// Connections refused because there are too many, or too many of their address.
    case streamLimitRefused
    /// Silent connections that gave way to new ones because there were too many.
    case streamGaveWay
    /// Connections ended because what came was no message, or one that is too long.
    case streamMalformed
    /// Connections ended because nothing came for too long.
    case streamIdle
    /// Connections ended because a message took too long to come.
    case streamUnfinished
    /// Connections ended because the manager did not read its replies.
    case streamStalled
    /// Replies that came when their connection had ended.
    case streamRepliesLost
    /// Messages over TLS that are not of the Transport Security Model.
    case streamModelRefused

    /// Handshakes of TLS that failed for another reason than the manager's certificate.
    case tlsHandshakeFailures
    /// Connections ended because the manager's certificate, though it is accepted, leads to no name.
    case tlsUnmapped

    // SNMP-TLS-TM-MIB, snmpTlstmSession (RFC 6353 7).
    case tlsOpens, tlsClientCloses, tlsOpenErrors, tlsAccepts, tlsServerCloses, tlsNoSessions
    case tlsInvalidClientCertificates, tlsUnknownServerCertificates, tlsInvalidServerCertificates, tlsInvalidCaches

    // SNMP-TSM-MIB (RFC 5591 7).
    case tsmInvalidCaches, tsmInadequateSecurityLevels, tsmUnknownPrefixes, tsmInvalidPrefixes

    /// The name for metrics and tables of figures.
    public var name: String { String(describing: self) }
}

/// The streams' counters since the agent started. Any thread may count and read; nothing is locked.
public final class TransportCounters: Sendable {
    nonisolated(unsafe) private let cells: UnsafeMutablePointer<Atomic<UInt64>>

    /// Makes counters of zero.
    public init() {
        cells = .allocate(capacity: TransportCounter.allCases.count)
        for counter in TransportCounter.allCases { (cells + counter.rawValue).initialize(to: Atomic(0)) }
    }

    deinit {
        cells.deinitialize(count: TransportCounter.allCases.count)
        cells.deallocate()
    }

    /// Counts one more.
    func add(_ counter: TransportCounter) {
        cells[counter.rawValue].wrappingAdd(1, ordering: .relaxed)
    }

    /// The count.
    public func value(_ counter: TransportCounter) -> UInt64 {
        cells[counter.rawValue].load(ordering: .relaxed)
    }
}
