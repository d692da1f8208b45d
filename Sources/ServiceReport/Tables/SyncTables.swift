import IPDECTCore
import NetworkValues

/// The tables of air synchronization.
enum SyncTables {
    /// The regions with their statistics (manual 4.12.1).
    static func regions(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "sync-regions", "Sync regions",
            [
                ReportColumn("region", "Region"), ReportColumn("name", "Name", .place),
                ReportColumn("activeMaster", "Active sync master", .radio),
                ReportColumn("referenceRegion", "Reference region"), ReportColumn("referenceHeard", "Reference heard"),
                ReportColumn("radios", "Radios"), ReportColumn("green", "Synchronized"),
                ReportColumn("yellow", "Poor signal"), ReportColumn("red", "Not synchronized"),
                ReportColumn("calculations", "Calculations"), ReportColumn("configurations", "Configurations"),
                ReportColumn("syncLost", "Sync lost"), ReportColumn("clearedAt", "Cleared"),
            ], of: matter.site.regions
        ) { region in
            [
                .init(region.region), .init(region.name), .init(matter.radio(region.activeMasterIndex)?.name),
                .init(region.referenceRegion), region.referenceRegion == nil ? .none : .flag(region.hasReferenceSync),
                .init(region.radioCount), .init(region.greenCount), .init(region.yellowCount), .init(region.redCount),
                .init(region.calculations), .init(region.configurations), .init(region.syncLost),
                .init(region.clearedAt),
            ]
        }
    }

    /// What each radio hears, and how it is synchronized.
    static func radios(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "sync-radios", "Synchronization of each radio",
            [
                ReportColumn("radio", "Radio", .radio), ReportColumn("region", "Region"), ReportColumn("mode", "Mode"),
                ReportColumn("state", "State"), ReportColumn("dot", "Dot"),
                ReportColumn("depth", "Steps from the master"),
                ReportColumn("parent", "Follows", .radio), ReportColumn("rssiDBm", "RSSI dBm"),
                ReportColumn("ferPercent", "FER %"), ReportColumn("carrier", "Carrier"), ReportColumn("slot", "Slot"),
                ReportColumn("driftNanoseconds", "Drift ns"), ReportColumn("lockedTo", "Locked to", .text),
                ReportColumn("hears", "Hears (RFPI RSSI FER)", .text),
            ], of: matter.site.radios
        ) { radio in
            let sync = radio.sync
            return [
                .init(radio.name), .init(sync.settings.region), .init("\(sync.settings.mode)"), .init(sync.state.word),
                .init("\(sync.color)"), .init(sync.depth), .init(matter.radio(sync.parentIndex)?.name),
                .init(sync.rssi), .init(sync.fer), .init(sync.carrier), .init(sync.slot), .init(sync.driftNanoseconds),
                .init(sync.settings.lockedTo.map { "\($0)" }.joined(separator: " ")),
                .init(sync.candidates.map { "\($0.rfpi) \($0.rssi) \($0.fer)" }.joined(separator: "; ")),
            ]
        }
    }

    /// The sync ring of gateways (manual 4.11.3).
    static func ring(_ matter: ReportMatter) -> ReportTable {
        func port(_ port: SyncPort) -> [ReportCell] {
            [
                .flag(port.isSynchronized), .flag(port.isCommunicating), .init(describing: port.connectedTo),
                .init(port.offsetNanoseconds), .init(port.cableDelayNanoseconds), .init(port.lostCount),
            ]
        }
        func columns(_ key: String, _ title: String) -> [ReportColumn] {
            [
                ReportColumn("\(key)Synchronized", "\(title) synchronized"),
                ReportColumn("\(key)Communicating", "\(title) talks"),
                ReportColumn("\(key)ConnectedTo", "\(title) connected to", .address),
                ReportColumn("\(key)OffsetNanoseconds", "\(title) offset ns"),
                ReportColumn("\(key)CableDelayNanoseconds", "\(title) delay ns"),
                ReportColumn("\(key)Lost", "\(title) lost"),
            ]
        }
        return ReportTable(
            "sync-ring", "Sync ring",
            [ReportColumn("mac", "Gateway", .mac), ReportColumn("reference", "Reference")]
                + columns("in", "In") + columns("out", "Out"), of: matter.site.ring
        ) { member in
            [.init("\(member.mac)"), .flag(member.hasReference)] + port(member.inPort) + port(member.outPort)
        }
    }
}
