public import Faults
public import NetworkValues
public import SNMPProtocol

/// A change that a manager asks for with SET.
public enum ManagedChange: Hashable, Sendable {
    /// sysContact, 0 to 255 octets of UTF-8 without control characters.
    case contact(String)
    /// sysName, likewise; empty for the host's name.
    case name(String)
    /// sysLocation, likewise.
    case location(String)
    /// snmpEnableAuthenTraps.
    case authenticationTraps(Bool)
    /// ipdectFaultSeriousness of a fault of the catalogue.
    case seriousness(FaultCode, Seriousness)
    /// ipdectAlarmAcknowledged of the alarm with this number.
    case acknowledged(alarm: UInt32, Bool)
}

/// A change with its place in the request.
public struct NumberedChange: Hashable, Sendable {
    /// The number of its variable binding, from 1.
    public var index: Int
    /// The change.
    public var change: ManagedChange

    /// Makes a numbered change.
    public init(index: Int, change: ManagedChange) {
        self.index = index
        self.change = change
    }
}

/// Who asked for changes.
public struct WriteOrigin: Hashable, Sendable, CustomStringConvertible {
    /// The user of SNMPv3, or the name that a certificate was mapped to.
    public var user: String
    /// The address that the request came from.
    public var address: IPAddress
    /// Whether a certificate says who it is, and no key of a user.
    public var isOverTLS: Bool

    /// Makes an origin.
    public init(user: String, address: IPAddress, isOverTLS: Bool = false) {
        self.user = user
        self.address = address
        self.isOverTLS = isOverTLS
    }

    /// The text for the log, such as `SNMP user operator from 192.0.2.7` or `SNMP user operator over TLS from 192.0.2.7`.
    public var description: String { "SNMP user \(user)\(isOverTLS ? " over TLS" : "") from \(address)" }
}

/// Why changes were not made: error-status and error-index of the answer (RFC 3416 4.2.5).
public struct WriteFailure: Error, Hashable, Sendable {
    /// What went wrong.
    public var status: ErrorStatus
    /// The number of the variable binding at fault; 0 with undoFailed, which is about all of them.
    public var index: Int

    /// Makes a failure.
    public init(_ status: ErrorStatus, index: Int) {
        self.status = status
        self.index = index
    }
}

/// Makes the changes that managers ask for. The engine has authenticated who asks, and has tested access, types, lengths and
/// values; what stands in the way now is the writer's to find.
public protocol ManagedWriter: Sendable {
    /// Makes all of the changes, or none. Returns when they are durable, hold, and the snapshot has them. It is called for
    /// one request after the other.
    func apply(_ changes: [NumberedChange], by origin: WriteOrigin) async throws(WriteFailure)
}
