import IPDECTCore
import NetworkValues

/// A gateway in the sync ring with its two sync ports, as `GET /api/v1/ipbl/ring` lists it (manual 4.11.3, 4.11.4).
public struct RingMemberView: Codable, Sendable, Equatable {
    /// A sync port.
    public struct Port: Codable, Sendable, Equatable {
        /// Whether it is synchronized.
        public var isSynchronized: Bool
        /// Whether the two sides talk to each other.
        public var isCommunicating: Bool
        /// The address of the gateway at the other end; `nil` when unknown.
        public var connectedTo: String?
        /// Synchronization offset in nanoseconds.
        public var offsetNanoseconds: Int32
        /// Delay of the cable in nanoseconds.
        public var cableDelayNanoseconds: UInt32
        /// Times the synchronization was lost.
        public var syncLost: UInt32
        /// Transmission errors.
        public var transmitErrors: UInt32
        /// Receive errors.
        public var receiveErrors: UInt32

        init(_ port: SyncPort) {
            isSynchronized = port.isSynchronized
            isCommunicating = port.isCommunicating
            connectedTo = port.connectedTo.map { "\($0)" }
            offsetNanoseconds = port.offsetNanoseconds
            cableDelayNanoseconds = port.cableDelayNanoseconds
            syncLost = port.lostCount
            transmitErrors = port.transmitErrors
            receiveErrors = port.receiveErrors
        }
    }

    /// Its place in the ring, from 1.
    public var position: Int
    /// The gateway's unique name.
    public var name: String
    /// Its MAC address.
    public var mac: String
    /// Its address; `nil` when unknown.
    public var address: String?
    /// Whether the reference signal is there.
    public var hasReference: Bool
    /// The port toward the gateway before it.
    public var inPort: Port
    /// The port toward the gateway behind it.
    public var outPort: Port

    init(_ member: SyncRingMember, position: Int, in site: SiteSnapshot) {
        let gateway = site.radios.first { $0.mac == member.mac }
        self.position = position
        name = gateway?.name ?? ""
        mac = "\(member.mac)"
        address = gateway?.report.address.map { "\($0)" }
        hasReference = member.hasReference
        inPort = Port(member.inPort)
        outPort = Port(member.outPort)
    }
}

/// A wired radio fixed part, as `GET /api/v1/rfps` lists it (manual 4.11.2).
public struct WiredPartView: Codable, Sendable, Equatable {
    /// The gateway's unique name.
    public var gateway: String
    /// The port of the gateway, from 1.
    public var port: UInt8
    /// connected, disconnected, malfunctioning, disabled or downloadFailed.
    public var state: String
    /// A short description.
    public var description: String
    /// The broadcast identity; `nil` when none is assigned.
    public var rfpi: String?
    /// Software version.
    public var version: String
    /// Hardware version.
    public var hardware: String
    /// When it connected, RFC 3339; `nil` while it is not.
    public var connectedSince: String?
    /// Delay of the cable in nanoseconds.
    public var cableDelayNanoseconds: UInt32
    /// Retransmissions toward the part.
    public var transmitErrors: UInt32
    /// Retransmissions from the part.
    public var receiveErrors: UInt32
    /// The location ID for emergency calls.
    public var locationID: String
    /// A description of the place.
    public var locationDescription: String

    init(_ wired: WiredPart, in site: SiteSnapshot) {
        gateway = site.radio(index: wired.gatewayIndex)?.name ?? ""
        port = wired.part.port
        state = "\(wired.part.state)"
        description = wired.part.description
        rfpi = wired.part.rfpi.map { "\($0)" }
        version = wired.part.version
        hardware = wired.part.hardware
        connectedSince = wired.part.connectedSince.map { "\($0)" }
        cableDelayNanoseconds = wired.part.cableDelayNanoseconds
        transmitErrors = wired.part.transmitErrors
        receiveErrors = wired.part.receiveErrors
        locationID = wired.locationID
        locationDescription = wired.locationDescription
    }
}

/// The environment of a gateway, as `GET /api/v1/ipbl/environment` lists it (manual 4.23.9).
public struct EnvironmentView: Codable, Sendable, Equatable {
    /// The gateway's unique name.
    public var gateway: String
    /// Temperature in degrees Celsius.
    public var temperatureCelsius: Int16
    /// Power drawn in milliwatts.
    public var powerMilliwatts: UInt32
    /// Supply voltage in millivolts.
    public var supplyMillivolts: UInt32
    /// Whether the fan turns.
    public var isFanRunning: Bool

    init(_ gateway: GatewayEnvironment, in site: SiteSnapshot) {
        self.gateway = site.radio(index: gateway.gatewayIndex)?.name ?? ""
        temperatureCelsius = gateway.environment.temperatureCelsius
        powerMilliwatts = gateway.environment.powerMilliwatts
        supplyMillivolts = gateway.environment.supplyMillivolts
        isFanRunning = gateway.environment.isFanRunning
    }
}
