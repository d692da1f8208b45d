/// The parts of the page, in their order.
enum ReportSection: String, CaseIterable, Sendable {
    case findings, overview, devices, alarms, events, performance, sync, traffic, logs
    case alarmServers = "alarm-servers"
    case snmp, lan, certificates, capture, settings, versions, log
    case about

    /// The heading.
    var title: String {
        switch self {
        case .findings: "What is wrong"
        case .overview: "Overview"
        case .devices: "Devices"
        case .alarms: "Alarms"
        case .events: "Events"
        case .performance: "Performance"
        case .sync: "Air synchronization"
        case .traffic: "Traffic"
        case .logs: "Log forwarding"
        case .alarmServers: "Alarm forwarding and metrics"
        case .snmp: "SNMP"
        case .lan: "LAN"
        case .certificates: "Certificates"
        case .capture: "Captures"
        case .settings: "Settings"
        case .versions: "Versions"
        case .log: "Log of the last day"
        case .about: "About this report"
        }
    }
}
