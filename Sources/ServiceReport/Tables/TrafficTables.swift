import IPDECTCore
import NetworkValues

/// The tables of traffic.
enum TrafficTables {
    /// The counters of each radio, or of some of them (manual 4.13.2).
    static func radios(_ matter: ReportMatter, _ radios: [Radio]? = nil) -> ReportTable {
        ReportTable(
            "traffic-radios", "Traffic of each radio",
            [
                ReportColumn("radio", "Radio", .radio), ReportColumn("callsIn", "Calls in"),
                ReportColumn("callsOut", "Calls out"), ReportColumn("handovers", "Handovers"),
                ReportColumn("handoversCancelled", "Handovers cancelled"), ReportColumn("busy", "Busy"),
                ReportColumn("calls", "Calls now"),
            ], of: radios ?? matter.site.radios
        ) { radio in
            [
                .init(radio.name), .init(radio.traffic.callsIn), .init(radio.traffic.callsOut),
                .init(radio.traffic.handovers), .init(radio.traffic.handoversCancelled), .init(radio.traffic.busy),
                .init(radio.callCount),
            ]
        }
    }

    /// The counters of the master (manual 4.13.1).
    static func master(_ matter: ReportMatter) -> ReportTable {
        let traffic = matter.site.traffic
        let rows: [(String, ReportCell)] = [
            ("Calls in", .init(traffic.callsIn)), ("Calls in delivered", .init(traffic.callsInDelivered)),
            ("Calls out", .init(traffic.callsOut)), ("Handovers", .init(traffic.handovers)),
            ("Handovers cancelled", .init(traffic.handoversCancelled)),
            ("Abnormal releases", .init(traffic.abnormalReleases)),
            ("Attempts in the busy hour", .init(traffic.busyHourAttempts)),
            ("Busy hour began", .init(traffic.busyHourStart)), ("Counters cleared", .init(traffic.clearedAt)),
            ("Calls now", .init(matter.site.calls.count)), ("Users registered", .init(matter.site.registeredUsers)),
            ("Users", .init(matter.site.totalUsers)),
        ]
        return ReportTable(
            "traffic", "Traffic of the Master", [ReportColumn("what", "Counter"), ReportColumn("value", "Value")],
            of: rows
        ) { [.init($0.0), $0.1] }
    }

    /// The calls going on.
    static func calls(_ matter: ReportMatter) -> ReportTable {
        ReportTable(
            "calls", "Ongoing calls",
            [
                ReportColumn("number", "Call"), ReportColumn("user", "User", .user),
                ReportColumn("radio", "Radio", .radio),
                ReportColumn("direction", "Direction"), ReportColumn("startedAt", "Began"),
                ReportColumn("connected", "Connected"), ReportColumn("encrypted", "Encrypted"),
                ReportColumn("handoverTo", "Moves to", .radio),
            ], of: matter.site.calls
        ) { call in
            [
                .init(call.id.rawValue), .init(call.user), .init(matter.radio(call.radioIndex)?.name),
                .init("\(call.direction)"), .time(call.startedAt), .flag(call.isConnected), .flag(call.isEncrypted),
                .init(matter.radio(call.handoverTo)?.name),
            ]
        }
    }
}
