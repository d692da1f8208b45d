public import IPDECTCore
import NetworkValues

/// An ongoing call, as `GET /api/v1/calls` lists it.
public struct CallView: Codable, Sendable, Equatable {
    /// The call's number.
    public var id: UInt64
    /// The radio it goes through.
    public var radio: String
    /// The user's extension.
    public var user: String
    /// incoming or outgoing.
    public var direction: String
    /// Whether both sides are connected.
    public var isConnected: Bool
    /// When it began, RFC 3339.
    public var startedAt: String
    /// Whether its speech is encrypted on the network.
    public var isEncrypted: Bool
    /// The radio it moves to now; `nil` for none.
    public var handoverTo: String?

    /// Makes the view of a call of a site.
    init(_ call: Call, in site: SiteSnapshot) {
        id = call.id.rawValue
        radio = site.radio(index: call.radioIndex)?.name ?? ""
        user = call.user
        direction = "\(call.direction)"
        isConnected = call.isConnected
        startedAt = "\(call.startedAt)"
        isEncrypted = call.isEncrypted
        handoverTo = site.radio(index: call.handoverTo)?.name
    }
}

/// Traffic of the master, as `GET /api/v1/traffic` gives it (manual 4.13.1).
public struct TrafficView: Codable, Sendable, Equatable {
    /// Incoming calls.
    public var callsIn: UInt64
    /// Incoming calls that were connected.
    public var callsInDelivered: UInt64
    /// Outgoing calls.
    public var callsOut: UInt64
    /// Handovers.
    public var handovers: UInt64
    /// Handovers given up.
    public var handoversCancelled: UInt64
    /// Calls that ended abnormally.
    public var abnormalReleases: UInt64
    /// Call attempts in the busiest hour.
    public var busyHourAttempts: UInt64
    /// When that hour began, RFC 3339; `nil` before the first call.
    public var busyHourStart: String?
    /// When the counters were cleared, RFC 3339; `nil` if they never were.
    public var clearedAt: String?

    /// Makes the view of a master's counters.
    public init(_ traffic: MasterTraffic) {
        callsIn = traffic.callsIn
        callsInDelivered = traffic.callsInDelivered
        callsOut = traffic.callsOut
        handovers = traffic.handovers
        handoversCancelled = traffic.handoversCancelled
        abnormalReleases = traffic.abnormalReleases
        busyHourAttempts = traffic.busyHourAttempts
        busyHourStart = traffic.busyHourStart.map { "\($0)" }
        clearedAt = traffic.clearedAt.map { "\($0)" }
    }
}

/// A sync region, as `GET /api/v1/sync` lists it (manual 4.12.1).
public struct RegionView: Codable, Sendable, Equatable {
    /// The region.
    public var region: UInt8
    /// Its name.
    public var name: String
    /// The active sync master; `nil` for none.
    public var activeMaster: String?
    /// The region it takes its reference from; `nil` for none.
    public var referenceRegion: UInt8?
    /// Whether that reference is heard.
    public var hasReferenceSync: Bool
    /// Radios in the region.
    public var radios: UInt32
    /// Those of them that are synchronized with a good signal.
    public var green: UInt32
    /// Radios synchronized with a poor signal.
    public var yellow: UInt32
    /// Radios not synchronized.
    public var red: UInt32
    /// Times the tree was computed.
    public var calculations: UInt64
    /// Times a radio got a new instruction.
    public var configurations: UInt64
    /// Times a radio lost its synchronization.
    public var syncLost: UInt64
    /// When the three counters were set to zero, RFC 3339; `nil` if they never were.
    public var clearedAt: String?

    /// Makes the view of a region of a site.
    init(_ status: SyncRegionStatus, in site: SiteSnapshot) {
        region = status.region
        name = status.name
        activeMaster = site.radio(index: status.activeMasterIndex)?.name
        referenceRegion = status.referenceRegion
        hasReferenceSync = status.hasReferenceSync
        radios = status.radioCount
        green = status.greenCount
        yellow = status.yellowCount
        red = status.redCount
        calculations = status.calculations
        configurations = status.configurations
        syncLost = status.syncLost
        clearedAt = status.clearedAt.map { "\($0)" }
    }
}
