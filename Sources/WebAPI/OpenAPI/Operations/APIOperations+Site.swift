import HTTPTypes
import IPDECTCore
import NetworkValues
import WebAccess

extension APIOperations {
    static let overview: [APIOperation] = [
        APIOperation(
            .get, "overview", "All that the first page of a console shows: the health with its reasons, and figures.",
            answer: .json(OverviewView.self), group: "Overview"),
        APIOperation(.get, "status", "The system in a few figures.", answer: .json(StatusView.self), group: "Overview"),
        APIOperation(
            .get, "alarm-servers", "The servers that alarms are sent to.", answer: .json([AlarmServerView].self),
            group: "Overview"),
        APIOperation(
            .get, "snmp", "The SNMP agent: its counters and its notification targets.",
            answer: .json(SNMPStatusView.self), group: "Overview"),
        APIOperation(
            .post, "snmp/test-notification", "Sends a test notification to all targets or to one.", right: .settings,
            [.query("target", APIParameter.text, "The name of the target; all without it.")],
            answer: .json([NotificationOutcome].self), refusals: [404], group: "Overview"),
    ]

    static let site = radios + sync + gateways + traffic

    private static let radioName = APIParameter.path("name", "The radio's unique name or its MAC address.")

    private static let radios: [APIOperation] = [
        APIOperation(
            .get, "radios", "Lists the radios (manual 4.11.1).",
            APIParameter.list(RadioList.orders.map(\.name)) + [
                .search, .words("state", RadioList.states, "Only radios of these registrations"),
                .words("color", RadioList.colors, "Only radios with these dots in the sync tree"),
                .query(
                    "region", APIParameter.orEmpty(APIParameter.integer(0...249)), "Only radios of this sync region."),
                .flag("troubled", "Only radios that are lost, not synchronized or poorly so; or only the others."),
            ], answer: .list(RadioView.self), group: "Radios"),
        APIOperation(
            .get, "radios/{name}", "One radio in full, with the radios that it hears.", [radioName],
            answer: .json(RadioDetailView.self), group: "Radios"),
        APIOperation(
            .delete, "radios/{name}", "Deletes a lost radio; its RFPI is free again.", right: .radios, [radioName],
            answer: .nothing, refusals: [409], group: "Radios"),
        APIOperation(
            .post, "radios/{name}/add", "Adds an uninitialized radio to the PARI Master.", right: .radios, [radioName],
            body: .json(RadioAddition.self), answer: .nothing, refusals: [409], group: "Radios"),
        APIOperation(
            .post, "radios/{name}/move-rfpi", "Moves the RFPI of a lost radio to a registered one.", right: .radios,
            [radioName], body: .json(RFPIMove.self), answer: .nothing, refusals: [409], group: "Radios"),
        APIOperation(
            .put, "radios/{name}/location", "Sets the location sent with emergency calls.", right: .radios,
            [radioName], body: .json(LocationChange.self), answer: .nothing, refusals: [409], group: "Radios"),
        APIOperation(
            .put, "radios/{name}/sync", "Changes how a radio synchronizes (manual 4.6.36).", right: .radios,
            [radioName], body: .json(SyncChange.self), answer: .nothing, refusals: [409], group: "Radios"),
        APIOperation(
            .post, "radios/locations", "Sets the locations of a file, all or none (manual 4.11.1).", right: .radios,
            [.flag("check", "Says what would be changed, and changes nothing.")], body: .text("text/csv"),
            answer: .json(LocationImportView.self), refusals: [409], group: "Radios"),
    ]

    private static let region = APIParameter.path("region", "The sync region.", APIParameter.integer(0...249))

    private static let sync: [APIOperation] = [
        APIOperation(
            .get, "sync", "Lists the sync regions with their statistics (manual 4.12.1).",
            answer: .json([RegionView].self), group: "Air synchronization"),
        APIOperation(
            .get, "sync/{region}", "One sync region.", [region], answer: .json(RegionView.self),
            group: "Air synchronization"),
        APIOperation(
            .get, "sync/{region}/tree", "The sync tree of a region.",
            [
                region, .query("root", APIParameter.text, "Only what is below this radio."),
                .query(
                    "depth", APIParameter.integer(1...SyncRoutes.depthLimit, default: SyncRoutes.depthLimit),
                    "The most levels."),
                .query(
                    "limit", APIParameter.integer(1...SyncRoutes.radioLimit, default: SyncRoutes.radioLimit),
                    "The most radios, the upper levels first; all that follow a radio are there, or none."),
                .flag("candidates", "With the radios that each one hears."),
            ], answer: .json(SyncTreeView.self), group: "Air synchronization"),
        APIOperation(
            .put, "sync/{region}", "Names a region and gives it a reference.", right: .radios, [region],
            body: .json(RegionChange.self), answer: .nothing, refusals: [409], group: "Air synchronization"),
        APIOperation(
            .post, "sync/{region}/resynchronize", "Resynchronizes a region to its reference; its calls end.",
            right: .radios, [region], answer: .nothing, refusals: [409], group: "Air synchronization"),
        APIOperation(
            .post, "sync/{region}/clear", "Sets the statistics of a region to zero.", right: .radios, [region],
            answer: .nothing, refusals: [409], group: "Air synchronization"),
    ]

    private static let gateways: [APIOperation] = [
        APIOperation(
            .get, "rfps", "Lists the wired radio fixed parts (manual 4.11.2).",
            APIParameter.list(WiredPartList.orders(SiteSnapshot(time: .init(seconds: 0))).map(\.name)) + [
                .search, .query("gateway", APIParameter.text, "Only those of this gateway."),
                .words("state", WiredPartList.states, "Only those in these states"),
            ], answer: .list(WiredPartView.self), refusals: [404], group: "Gateways"),
        APIOperation(
            .put, "rfps/{gateway}/{port}/location", "Sets the location of a port, sent with emergency calls.",
            right: .radios,
            [
                .path("gateway", "The gateway's unique name or its MAC address."),
                .path("port", "The port.", APIParameter.integer(1...255)),
            ], body: .json(LocationChange.self), answer: .nothing, refusals: [409], group: "Gateways"),
        APIOperation(
            .get, "ipbl/ring", "The sync ring of the gateways, with their ports (manual 4.11.3, 4.11.4).",
            answer: .json([RingMemberView].self), group: "Gateways"),
        APIOperation(
            .get, "ipbl/environment", "The environment of the gateways.", answer: .json([EnvironmentView].self),
            group: "Gateways"),
    ]

    private static let traffic: [APIOperation] = [
        APIOperation(
            .get, "calls", "Lists the calls going on (manual 4.13).",
            APIParameter.list(CallList.orders(SiteSnapshot(time: .init(seconds: 0))).map(\.name)) + [
                .search, .query("radio", APIParameter.text, "Only calls of this radio."),
                .words("direction", CallList.directions, "Only calls of these directions"),
                .flag("handover", "Only calls that move to another radio now; or only the others."),
            ], answer: .list(CallView.self), refusals: [404], group: "Traffic"),
        APIOperation(
            .get, "traffic", "The counters of the master.", answer: .json(TrafficView.self), group: "Traffic"),
        APIOperation(
            .post, "traffic/clear", "Sets the counters of the master and of the radios to zero.", right: .radios,
            answer: .nothing, group: "Traffic"),
    ]
}
