import Faults
import HTTPTypes
import WebAccess

extension APIOperations {
    private static let filters: [APIParameter] = [
        .search, .words("seriousness", Seriousness.allCases.map { "\($0)" }, "Only of these degrees of seriousness"),
        .words("severity", FaultSeverity.allCases.map { "\($0)" }, "Only of these severities"),
        .query("device", APIParameter.text, "Only of this device, by its name, MAC address or address."),
        .query("code", APIParameter.orEmpty(code), "Only of this fault."),
    ]

    private static let code: JSONValue = ["type": "string", "pattern": "^(0x[0-9a-fA-F]{1,8}|[0-9]{1,9})$"]
    private static let alarmNumber = APIParameter.path(
        "number", "The alarm's number.", APIParameter.integer(0...Int(UInt32.max)))
    private static let codeInPath = APIParameter.path("code", "The code, hexadecimal with 0x or decimal.", code)

    static let faults: [APIOperation] = [
        APIOperation(
            .get, "alarms", "Lists the alarms that stand (manual 4.23.3).",
            APIParameter.list(AlarmList.orderNames) + filters + [
                .flag("acknowledged", "Only those that somebody took note of; or only the others.")
            ], answer: .list(AlarmView.self), group: "Faults"),
        APIOperation(
            .get, "alarms/{number}", "One alarm that stands.", [alarmNumber], answer: .json(AlarmView.self),
            group: "Faults"),
        APIOperation(
            .post, "alarms/{number}/acknowledge", "Takes note of an alarm.", right: .alarms, [alarmNumber],
            answer: .nothing, group: "Faults"),
        APIOperation(
            .get, "events", "Lists what happened lately, newest first (manual 4.23.4).",
            APIParameter.list(EventList.orders.map(\.name)) + filters + [
                .words("type", EventList.types, "Only of these types"),
                .time("from", "Not before this time."), .time("until", "Before this time."),
            ], answer: .list(EventView.self), group: "Faults"),
        APIOperation(
            .post, "events/clear", "Empties the list of events; the journal keeps them.", right: .alarms,
            answer: .nothing, group: "Faults"),
        APIOperation(
            .get, "faults", "Lists all fault codes (manual 6.2).",
            APIParameter.list(FaultList.orderNames) + [
                .search, .query("module", APIParameter.text, "Only of this module."),
                .words("kind", FaultList.kinds, "Only of these kinds"),
                .words("seriousness", Seriousness.allCases.map { "\($0)" }, "Only of these degrees of seriousness"),
                .flag("remapped", "Only those whose seriousness was changed; or only the others."),
            ], answer: .list(FaultView.self), group: "Faults"),
        APIOperation(
            .get, "faults/{code}", "One fault code explained.", [codeInPath], answer: .json(FaultView.self),
            group: "Faults"),
        APIOperation(
            .put, "faults/{code}/seriousness", "Changes how serious a fault is here (manual 4.8.6).", right: .alarms,
            [codeInPath], body: .json(SeriousnessChange.self), answer: .nothing, refusals: [409, 422], group: "Faults"),
    ]
}
