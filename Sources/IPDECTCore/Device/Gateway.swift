public import NetworkValues

/// The state of a sync port of a gateway (manual 4.11.4).
public struct SyncPort: Hashable, Sendable {
    /// Whether the port is synchronized.
    public var isSynchronized: Bool
    /// Whether the two sides talk to each other.
    public var isCommunicating: Bool
    /// The address of the gateway at the other end; `nil` when unknown.
    public var connectedTo: IPAddress?
    /// Synchronization offset in nanoseconds.
    public var offsetNanoseconds: Int32
    /// Delay of the cable in nanoseconds.
    public var cableDelayNanoseconds: UInt32
    /// Times the synchronization was lost.
    public var lostCount: UInt32
    /// Transmission errors.
    public var transmitErrors: UInt32
    /// Receive errors.
    public var receiveErrors: UInt32

    /// Makes a port's state.
    public init(
        isSynchronized: Bool, isCommunicating: Bool, connectedTo: IPAddress? = nil, offsetNanoseconds: Int32 = 0,
        cableDelayNanoseconds: UInt32 = 0, lostCount: UInt32 = 0, transmitErrors: UInt32 = 0, receiveErrors: UInt32 = 0
    ) {
        self.isSynchronized = isSynchronized
        self.isCommunicating = isCommunicating
        self.connectedTo = connectedTo
        self.offsetNanoseconds = offsetNanoseconds
        self.cableDelayNanoseconds = cableDelayNanoseconds
        self.lostCount = lostCount
        self.transmitErrors = transmitErrors
        self.receiveErrors = receiveErrors
    }
}

/// One gateway in the sync ring (manual 4.11.3), with its two ports.
public struct SyncRingMember: Hashable, Sendable {
    /// The gateway.
    public var mac: MACAddress
    /// The port toward the member before it.
    public var inPort: SyncPort
    /// The port toward the member behind it.
    public var outPort: SyncPort
    /// Whether the reference signal is there.
    public var hasReference: Bool

    /// Makes a member.
    public init(mac: MACAddress, inPort: SyncPort, outPort: SyncPort, hasReference: Bool) {
        self.mac = mac
        self.inPort = inPort
        self.outPort = outPort
        self.hasReference = hasReference
    }
}

/// The environment of a gateway, with its alarm bits (faults 0x000f00nn).
public struct Environment: Hashable, Sendable {
    /// Temperature in degrees Celsius.
    public var temperatureCelsius: Int16
    /// Power drawn in milliwatts.
    public var powerMilliwatts: UInt32
    /// Supply voltage in millivolts.
    public var supplyMillivolts: UInt32
    /// Whether the fan turns.
    public var isFanRunning: Bool

    /// Makes an environment.
    public init(temperatureCelsius: Int16, powerMilliwatts: UInt32, supplyMillivolts: UInt32, isFanRunning: Bool) {
        self.temperatureCelsius = temperatureCelsius
        self.powerMilliwatts = powerMilliwatts
        self.supplyMillivolts = supplyMillivolts
        self.isFanRunning = isFanRunning
    }
}

/// The state of a wired radio fixed part.
public enum RadioFixedPartState: UInt8, Hashable, Sendable, CaseIterable {
    /// Connected and working.
    case connected = 1
    /// Not there.
    case disconnected = 2
    /// There, and not working.
    case malfunctioning = 3
    /// Switched off by the operator.
    case disabled = 4
    /// Its software could not be loaded.
    case downloadFailed = 5
}

/// A wired radio fixed part of a gateway (manual 4.11.2).
public struct RadioFixedPart: Hashable, Sendable {
    /// The port of the gateway, from 1.
    public var port: UInt8
    /// The state.
    public var state: RadioFixedPartState
    /// The broadcast identity; `nil` when none is assigned.
    public var rfpi: RFPI?
    /// A short description, for people.
    public var description: String
    /// Software version.
    public var version: String
    /// Hardware version.
    public var hardware: String
    /// When it connected; `nil` while it is not.
    public var connectedSince: Timestamp?
    /// Delay of the cable in nanoseconds.
    public var cableDelayNanoseconds: UInt32
    /// Retransmissions toward the part.
    public var transmitErrors: UInt32
    /// Retransmissions from the part.
    public var receiveErrors: UInt32

    /// Makes a part.
    public init(
        port: UInt8, state: RadioFixedPartState, rfpi: RFPI? = nil, description: String = "", version: String = "",
        hardware: String = "", connectedSince: Timestamp? = nil, cableDelayNanoseconds: UInt32 = 0,
        transmitErrors: UInt32 = 0, receiveErrors: UInt32 = 0
    ) {
        self.port = port
        self.state = state
        self.rfpi = rfpi
        self.description = description
        self.version = version
        self.hardware = hardware
        self.connectedSince = connectedSince
        self.cableDelayNanoseconds = cableDelayNanoseconds
        self.transmitErrors = transmitErrors
        self.receiveErrors = receiveErrors
    }
}
