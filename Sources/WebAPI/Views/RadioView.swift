import Faults
public import IPDECTCore
import NetworkValues
import Snapshot

/// A radio, as `GET /api/v1/radios` lists it (manual 4.11.1).
public struct RadioView: Codable, Sendable, Equatable {
    /// Number in the device tables.
    public var index: UInt32
    /// The unique name.
    public var name: String
    /// The MAC address.
    public var mac: String
    /// The name entered on the device.
    public var deviceName: String
    /// The kind of device.
    public var model: String
    /// uninitialized, registered or static.
    public var registration: String
    /// The broadcast identity; `nil` while uninitialized.
    public var rfpi: String?
    /// The address; `nil` when unknown.
    public var address: String?
    /// The software version.
    public var version: String
    /// The boot code's version.
    public var bootVersion: String
    /// The hardware's version.
    public var hardware: String
    /// When it connected, RFC 3339; `nil` while it is not.
    public var connectedSince: String?
    /// The location ID for emergency calls.
    public var locationID: String
    /// A description of the place.
    public var locationDescription: String
    /// slave, restrictedSlave or master: how it is told to synchronize.
    public var syncMode: String
    /// Whether it is the active sync master of its region.
    public var isActiveMaster: Bool
    /// The sync state, such as `slaveOK`.
    public var sync: String
    /// green, yellow or red; grey when nobody tells.
    public var color: String
    /// The sync region.
    public var region: UInt8
    /// The radio it follows, by name; `nil` for none.
    public var parent: String?
    /// Signal strength of the active sync bearer in dBm.
    public var rssi: Int16?
    /// Frame error rate of the active sync bearer in percent.
    public var fer: UInt8?
    /// Times it lost its synchronization.
    public var syncLost: UInt32
    /// Whether it is simulated.
    public var isSimulated: Bool
    /// Whether it belongs to a system that runs already and that feeds watch.
    public var isWatched: Bool
    /// Calls now.
    public var calls: UInt32
    /// Calls that it can carry.
    public var callLimit: UInt32
    /// Counters, as the manual names them.
    public var callsIn: UInt64
    /// Outgoing calls.
    public var callsOut: UInt64
    /// Handovers to it.
    public var handovers: UInt64
    /// Handovers that failed.
    public var handoversCancelled: UInt64
    /// Calls that found all its channels busy.
    public var busy: UInt64

    /// Makes the view of a radio of a site.
    public init(_ radio: Radio, in site: SiteSnapshot) {
        index = radio.index
        name = radio.name
        mac = "\(radio.mac)"
        deviceName = radio.report.deviceName
        model = "\(radio.report.model)"
        registration = radio.registration.word
        rfpi = radio.rfpi.map { "\($0)" }
        address = radio.report.address.map { "\($0)" }
        version = radio.report.version
        bootVersion = radio.report.bootVersion
        hardware = radio.report.hardware
        connectedSince = radio.connectedSince.map { "\($0)" }
        locationID = radio.locationID
        locationDescription = radio.locationDescription
        syncMode = "\(radio.sync.settings.mode)"
        isActiveMaster = radio.sync.isActiveMaster
        sync = "\(radio.sync.state)"
        color = "\(radio.sync.color)"
        isSimulated = site.isSimulated(DeviceID(radio.mac))
        isWatched = radio.isWatched
        region = radio.sync.settings.region
        parent = site.radio(index: radio.sync.parentIndex)?.name
        rssi = radio.sync.rssi
        fer = radio.sync.fer
        syncLost = radio.sync.lostCount
        calls = radio.callCount
        callLimit = radio.callLimit
        callsIn = radio.traffic.callsIn
        callsOut = radio.traffic.callsOut
        handovers = radio.traffic.handovers
        handoversCancelled = radio.traffic.handoversCancelled
        busy = radio.traffic.busy
    }
}
