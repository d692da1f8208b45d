public import DeviceProtocols
public import NetworkValues

/// Asks one address who it is. The sides of SNMP and HTTP are behind it.
public protocol DiscoveryProber: Sendable {
    /// Asks an address, with the credentials of the search in order. Returns within its own limit of time, and at once when
    /// its task is cancelled.
    func probe(_ address: IPAddress) async -> DiscoveryAnswer
}

/// What an address answered to each side that was asked.
public struct DiscoveryAnswer: Hashable, Sendable {
    /// What SNMP said; `nil` when it was not asked.
    public var snmp: DiscoveryOutcome?
    /// What HTTP said; `nil` when it was not asked.
    public var http: DiscoveryOutcome?

    /// Makes an answer.
    public init(snmp: DiscoveryOutcome? = nil, http: DiscoveryOutcome? = nil) {
        self.snmp = snmp
        self.http = http
    }

    /// Why nobody was found; the side that says most decides. `nil` when somebody was.
    var failure: DiscoveryFailure? {
        var worst: DiscoveryFailure?
        for outcome in [snmp, http] {
            switch outcome {
            case .identified: return nil
            case .failed(let failure): if failure.weight > worst?.weight ?? -1 { worst = failure }
            case nil: break
            }
        }
        return worst ?? .noAnswer
    }
}

/// What came of asking one side of an address.
public enum DiscoveryOutcome: Hashable, Sendable {
    /// It said who it is.
    case identified(DiscoveredDevice)
    /// It did not.
    case failed(DiscoveryFailure)
}

/// Who an address says that it is.
public struct DiscoveredDevice: Hashable, Sendable {
    /// What the device says of itself.
    public var identity: DeviceIdentity
    /// sysObjectID; empty when the side has none.
    public var objectID: [UInt32]
    /// The name of the credentials with which it answered; `nil` when none were needed.
    public var credentials: String?

    /// Makes a device.
    public init(_ identity: DeviceIdentity, objectID: [UInt32] = [], credentials: String? = nil) {
        self.identity = identity
        self.objectID = objectID
        self.credentials = credentials
    }
}

/// Why an address did not say who it is.
public enum DiscoveryFailure: Hashable, Sendable {
    /// Nothing came back.
    case noAnswer
    /// The host is there, and nobody serves the port.
    case refused
    /// Somebody is there, and none of the credentials fits.
    case credentials
    /// Something else; said in a sentence without secrets.
    case other(String)

    fileprivate var weight: Int {
        switch self {
        case .noAnswer: 0
        case .refused: 1
        case .other: 2
        case .credentials: 3
        }
    }
}
