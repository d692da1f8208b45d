public import Faults
public import IPDECTCore
public import NetworkValues

/// One thing that a feed read of a device. What several feeds read becomes one truth in `DeviceFeeds`.
public enum DeviceReading: Hashable, Sendable {
    /// What the device is.
    case identity(DeviceIdentity)
    /// For how long it has been running, in hundredths of a second; it starts anew at 2^32.
    case upTime(UInt32)
    /// All alarms that stand on it now.
    case standingAlarms([ReportedAlarm])
    /// An alarm began, or stands.
    case alarm(ReportedAlarm)
    /// An alarm is over; without a source when the feed does not tell it.
    case alarmCleared(FaultCode, source: String?, deviceTime: DeviceTime?)
    /// A fault that does not last.
    case event(ReportedAlarm)
    /// The device says that it has started; whether it was cold when it can tell.
    case started(isCold: Bool?)
    /// A radio of which this device is the master registered.
    case radioRegistered(RadioReference)
    /// A radio of which this device is the master is lost.
    case radioLost(RadioReference)
    /// The device lost its air synchronization.
    case syncLost(SyncLossCause?)
    /// The device found its air synchronization.
    case syncFound
    /// The environment of a gateway.
    case environment(Environment)
    /// One of its network interfaces.
    case interface(InterfaceReading)
    /// A figure: processor or memory in use in percent, temperature in degrees.
    case figure(DeviceFigure, Double)
    /// What the device's clock showed.
    case clock(DeviceTime)
    /// A change of somebody's own credentials or a wrong community, as the device tells it.
    case authenticationFailed
    /// What was not understood, as it came, shortened to `rawLimit` octets.
    case raw(String)

    /// The most octets of a text that is kept because it was not understood.
    public static let rawLimit = 1024
}

/// What a device says of itself. What it does not say is `nil` or empty.
public struct DeviceIdentity: Hashable, Sendable {
    /// The kind of device.
    public var model: DeviceModel?
    /// The firmware, such as `10.3.9`.
    public var version = ""
    /// The boot code's version.
    public var bootVersion = ""
    /// The hardware, such as `IPBS2-C3/1B1`.
    public var hardware = ""
    /// The hardware address of its Ethernet port.
    public var mac: MACAddress?
    /// Its name.
    public var name = ""
    /// Where it is.
    public var location = ""
    /// The serial number.
    public var serial = ""
    /// What it said, word for word, shortened to `DeviceReading.rawLimit` octets.
    public var text = ""

    /// Makes an identity that says nothing.
    public init() {}
}

/// An alarm or event as a device reports it.
public struct ReportedAlarm: Hashable, Sendable {
    /// The fault's code.
    public var code: FaultCode
    /// The module of the device that reports it, such as `DECT MASTER`; empty when the feed does not tell it.
    public var source: String
    /// The severity as the device has it; `nil` when the feed does not tell it.
    public var severity: FaultSeverity?
    /// The text; empty when the feed does not tell it.
    public var text: String
    /// The device that it is about, when that is not the device itself.
    public var remote: IPAddress?
    /// When, by the device's clock.
    public var deviceTime: DeviceTime?

    /// Makes an alarm.
    public init(
        code: FaultCode, source: String = "", severity: FaultSeverity? = nil, text: String = "",
        remote: IPAddress? = nil, deviceTime: DeviceTime? = nil
    ) {
        self.code = code
        self.source = source
        self.severity = severity
        self.text = text
        self.remote = remote
        self.deviceTime = deviceTime
    }
}

/// A point in time by the clock of a device, and what is known of its zone.
public struct DeviceTime: Hashable, Sendable {
    /// The time; as if it were UTC when the zone is not known.
    public var time: Timestamp
    /// Whether it is UTC: the zone is known and taken account of.
    public var isUTC: Bool

    /// Makes a time.
    public init(_ time: Timestamp, isUTC: Bool) {
        self.time = time
        self.isUTC = isUTC
    }
}

/// A radio as another device names it.
public enum RadioReference: Hashable, Sendable {
    /// By its hardware address.
    case mac(MACAddress)
    /// By its name, such as `ipbs2-12-34-56`.
    case name(String)
    /// By its address.
    case address(IPAddress)
}

/// A network interface of a device (IF-MIB, RFC 2863).
public struct InterfaceReading: Hashable, Sendable {
    /// ifIndex.
    public var index: UInt32
    /// ifDescr.
    public var name = ""
    /// Whether ifOperStatus is up; `nil` when the device does not tell it.
    public var isUp: Bool?
    /// ifPhysAddress.
    public var mac: MACAddress?
    /// ifSpeed, in bits a second.
    public var speed: UInt32?
    /// Octets received, as the device counts them.
    public var octetsIn: UInt64?
    /// Octets sent.
    public var octetsOut: UInt64?
    /// Frames with an error that were received.
    public var errorsIn: UInt64?
    /// Frames that an error kept from being sent.
    public var errorsOut: UInt64?

    /// Makes an interface of which only the index is known.
    public init(index: UInt32) {
        self.index = index
    }
}

/// A figure of a device.
public enum DeviceFigure: UInt8, Hashable, Sendable, CaseIterable {
    /// The processor in use, percent.
    case processor = 1
    /// Memory in use, percent.
    case memory = 2
    /// Temperature, degrees Celsius.
    case temperature = 3
    /// Calls that go on now.
    case calls = 4
}
