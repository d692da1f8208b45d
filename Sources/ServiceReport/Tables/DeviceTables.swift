import IPDECTCore
import NetworkValues

/// The tables of the devices.
enum DeviceTables {
    /// Every radio, or some of them, with all that is known of it.
    static func radios(_ matter: ReportMatter, _ radios: [Radio]? = nil) -> ReportTable {
        ReportTable(
            "devices", "Radios",
            [
                ReportColumn("name", "Name", .radio), ReportColumn("deviceName", "Device name", .device),
                ReportColumn("state", "State"), ReportColumn("sync", "Synchronization"), ReportColumn("dot", "Dot"),
                ReportColumn("model", "Model"), ReportColumn("mac", "MAC", .mac),
                ReportColumn("address", "Address", .address), ReportColumn("rfpi", "RFPI", .rfpi),
                ReportColumn("version", "Version"), ReportColumn("bootVersion", "Boot code"),
                ReportColumn("hardware", "Hardware"), ReportColumn("connectedSince", "Connected since"),
                ReportColumn("lastSeen", "Last seen"), ReportColumn("locationID", "Location ID", .place),
                ReportColumn("location", "Location", .place), ReportColumn("region", "Region"),
                ReportColumn("parent", "Follows", .radio), ReportColumn("rssiDBm", "RSSI dBm"),
                ReportColumn("ferPercent", "FER %"), ReportColumn("syncLost", "Sync lost"),
                ReportColumn("lastLoss", "Last loss"), ReportColumn("calls", "Calls"),
                ReportColumn("callLimit", "Call limit"), ReportColumn("index", "Index"),
            ], of: radios ?? matter.site.radios
        ) { radio in
            [
                .init(radio.name), .init(radio.report.deviceName), .init(radio.registration.word),
                .init(radio.sync.state.word), .init("\(radio.sync.color)"), .init("\(radio.report.model)"),
                .init("\(radio.mac)"), .init(describing: radio.report.address), .init(describing: radio.rfpi),
                .init(radio.report.version), .init(radio.report.bootVersion), .init(radio.report.hardware),
                .init(radio.connectedSince), .time(radio.lastSeen), .init(radio.locationID),
                .init(radio.locationDescription), .init(radio.sync.settings.region),
                .init(matter.radio(radio.sync.parentIndex)?.name), .init(radio.sync.rssi), .init(radio.sync.fer),
                .init(radio.sync.lostCount), .init(radio.sync.lastLossCause?.word), .init(radio.callCount),
                .init(radio.callLimit), .init(radio.index),
            ]
        }
    }

    /// The devices in master roles.
    static func masters(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "masters", "Masters",
            [
                ReportColumn("role", "Role"), ReportColumn("mac", "Device", .mac), ReportColumn("mode", "Mode"),
                ReportColumn("serves", "Serves"), ReportColumn("reachable", "Can be reached"),
                ReportColumn("changedAt", "Changed"),
            ], of: matter.site.masters
        ) { master in
            [
                .init(master.role.word), .init("\(master.mac)"), .init("\(master.mode)"), .flag(master.isActive),
                .flag(master.isReachable), .time(master.changedAt),
            ]
        }
    }

    /// Wired radio fixed parts of gateways.
    static func wiredParts(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "wired-parts", "Wired radio fixed parts",
            [
                ReportColumn("gateway", "Gateway", .radio), ReportColumn("port", "Port"),
                ReportColumn("state", "State"), ReportColumn("rfpi", "RFPI", .rfpi),
                ReportColumn("description", "Description", .place), ReportColumn("version", "Version"),
                ReportColumn("hardware", "Hardware"), ReportColumn("connectedSince", "Connected since"),
                ReportColumn("cableDelayNanoseconds", "Cable delay ns"),
                ReportColumn("transmitErrors", "Errors sent"), ReportColumn("receiveErrors", "Errors received"),
            ], of: matter.site.wiredParts
        ) { wired in
            [
                .init(matter.radio(wired.gatewayIndex)?.name), .init(wired.part.port), .init("\(wired.part.state)"),
                .init(describing: wired.part.rfpi), .init(wired.part.description), .init(wired.part.version),
                .init(wired.part.hardware), .init(wired.part.connectedSince), .init(wired.part.cableDelayNanoseconds),
                .init(wired.part.transmitErrors), .init(wired.part.receiveErrors),
            ]
        }
    }

    /// Power, temperature and fans of gateways.
    static func environments(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "environment", "Environment of gateways",
            [
                ReportColumn("gateway", "Gateway", .radio), ReportColumn("temperatureCelsius", "Temperature °C"),
                ReportColumn("powerMilliwatts", "Power mW"), ReportColumn("supplyMillivolts", "Supply mV"),
                ReportColumn("fanRuns", "Fan runs"),
            ], of: matter.site.environments
        ) { gateway in
            [
                .init(matter.radio(gateway.gatewayIndex)?.name), .init(gateway.environment.temperatureCelsius),
                .init(gateway.environment.powerMilliwatts), .init(gateway.environment.supplyMillivolts),
                .flag(gateway.environment.isFanRunning),
            ]
        }
    }

    /// How many devices of each model run which software.
    static func versions(_ matter: ReportMatter) -> ReportTable {
        var counts: [[String]: Int] = [:]
        for radio in matter.site.radios {
            let report = radio.report
            counts[["\(report.model)", report.version, report.bootVersion, report.hardware], default: 0] += 1
        }
        let groups = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        return ReportTable(
            "versions", "Software and hardware of the devices",
            [
                ReportColumn("model", "Model"), ReportColumn("version", "Version"),
                ReportColumn("bootVersion", "Boot code"), ReportColumn("hardware", "Hardware"),
                ReportColumn("devices", "Devices"),
            ], of: groups
        ) { group in group.key.map { ReportCell($0) } + [.init(group.value)] }
    }
}
