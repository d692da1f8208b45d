public import NetworkValues

/// How a radio stands with its PARI Master (manual 4.11.1).
public enum RadioRegistration: UInt8, Hashable, Sendable, CaseIterable {
    /// Seen on the network, not yet added to a PARI Master.
    case uninitialized = 1
    /// Added and connected.
    case registered = 2
    /// Added, and no longer connected: listed under Static Registrations.
    case staticLost = 3
}

/// What a device says of itself when it registers.
public struct DeviceReport: Hashable, Sendable {
    /// The kind of device.
    public var model: DeviceModel
    /// The address it registered from.
    public var address: IPAddress?
    /// The name entered in its General menu; empty when none is.
    public var deviceName: String
    /// The software version, such as `12.1.5`.
    public var version: String
    /// The boot code's version.
    public var bootVersion: String
    /// The hardware's version, such as `IPBS3-A3/1A`.
    public var hardware: String

    /// Makes a report.
    public init(
        model: DeviceModel, address: IPAddress?, deviceName: String = "", version: String = "",
        bootVersion: String = "", hardware: String = ""
    ) {
        self.model = model
        self.address = address
        self.deviceName = deviceName
        self.version = version
        self.bootVersion = bootVersion
        self.hardware = hardware
    }
}

/// A radio of the system: a base station, or a gateway with its wired radio fixed parts.
public struct Radio: Hashable, Sendable {
    /// Number in the device tables, from 1, kept for the life of the MAC address in the system and not used again.
    public var index: UInt32
    /// The hardware address, by which everything about the radio is kept.
    public var mac: MACAddress
    /// The unique name, such as `ipbs3-12-34-56`.
    public var name: String
    /// What it reported when it last registered.
    public var report: DeviceReport
    /// How it stands with the PARI Master.
    public var registration: RadioRegistration
    /// The broadcast identity; `nil` while uninitialized.
    public var rfpi: RFPI?
    /// The location ID sent with emergency calls, and what the operator wrote beside it.
    public var locationID: String
    /// A description of the place, for people.
    public var locationDescription: String
    /// When it connected; `nil` while it is not registered.
    public var connectedSince: Timestamp?
    /// When it last was heard.
    public var lastSeen: Timestamp
    /// Air synchronization.
    public var sync: RadioSync
    /// Traffic counters.
    public var traffic: RadioTraffic
    /// Calls that go through it now.
    public var callCount: UInt32
    /// Calls with encrypted speech, those on their way to it by a handover included.
    public var encryptedCallCount: UInt32
    /// Calls that can go through it at once.
    public var callLimit: UInt32
    /// Whether it belongs to a system that runs already and is watched by feeds; the core manages all others.
    public var isWatched: Bool
    /// Counts the changes of this radio; a reader that kept the number knows whether to look again.
    public var revision: UInt64

    /// The most octets of a location ID.
    public static let locationLimit = 64
    /// The most octets of its description.
    public static let locationDescriptionLimit = 255

    /// Makes a radio as it stands when it is first seen.
    public init(
        index: UInt32, mac: MACAddress, name: String, report: DeviceReport, callLimit: UInt32, at time: Timestamp
    ) {
        self.index = index
        self.mac = mac
        self.name = name
        self.report = report
        self.callLimit = callLimit
        registration = .uninitialized
        locationID = ""
        locationDescription = ""
        lastSeen = time
        sync = RadioSync()
        traffic = RadioTraffic()
        callCount = 0
        encryptedCallCount = 0
        isWatched = false
        revision = 1
    }
}
