import Faults
import Hummingbird
import Snapshot
import WebServer

/// Alarms, events and the catalogue of faults (manual 4.23.3, 4.23.4, 4.8.6).
struct FaultRoutes {
    let control: any AgentControl

    init(_ control: any AgentControl) { self.control = control }

    func add(to api: RouterGroup<WebContext>) {
        addAlarms(to: api)
        addEvents(to: api)
        addFaults(to: api)
    }

    private func addAlarms(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("alarms") { request, _ in try AlarmList(request).response(control.snapshot) }
        api.get("alarms/{number}") { _, context in
            let snapshot = control.snapshot
            let number = try context.alarmNumber()
            guard let alarm = snapshot.alarms.alarm(number: number) else { throw Self.noAlarm(number) }
            return try JSON.response(AlarmView(alarm, severities: snapshot.severities))
        }
        api.post("alarms/{number}/acknowledge") { _, context in
            let number = try context.alarmNumber()
            guard await control.acknowledge(alarm: number) else { throw Self.noAlarm(number) }
            return Response(status: .noContent)
        }
    }

    private static func noAlarm(_ number: UInt32) -> Problem {
        .notFound("no alarm that stands has the number \(number)")
    }

    private func addEvents(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("events") { request, _ in try EventList(request).response(control.snapshot) }
        api.post("events/clear") { _, _ in
            await control.clearEvents()
            return Response(status: .noContent)
        }
    }

    private func addFaults(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("faults") { request, _ in try FaultList(request).response(control.snapshot.severities) }
        api.get("faults/{code}") { _, context in
            let definition = try context.fault()
            return try JSON.response(FaultView(definition, severities: control.snapshot.severities))
        }
        api.put("faults/{code}/seriousness") { request, context in
            let code = try context.fault().code
            let change = try await request.decoded(SeriousnessChange.self, context)
            if change.seriousness == "default" {
                try await control.remap(code, to: nil, by: ConsoleUser.current)
                return Response(status: .noContent)
            }
            guard let seriousness = Seriousness.allCases.first(where: { "\($0)" == change.seriousness }) else {
                let names = Seriousness.allCases.map { "\($0)" }.joined(separator: ", ")
                throw Problem.malformed(
                    "expected one of \(names) or default, got \(change.seriousness)", field: "seriousness")
            }
            try await control.remap(code, to: seriousness, by: ConsoleUser.current)
            return Response(status: .noContent)
        }
    }
}

extension WebContext {
    /// The alarm number in the path.
    fileprivate func alarmNumber() throws -> UInt32 {
        let text = try text("number")
        guard let number = UInt32(text) else { throw Problem.malformed("expected an alarm number, got \(text)") }
        return number
    }

    /// The fault whose code is in the path.
    fileprivate func fault() throws -> FaultDefinition {
        let code = try faultCode()
        guard let definition = FaultCatalogue.definition(of: code) else {
            throw Problem.notFound("no fault has the code \(code)")
        }
        return definition
    }
}

/// The content of `PUT faults/{code}/seriousness`.
public struct SeriousnessChange: Codable, Sendable {
    /// disabled, information, warning, error, critical or default.
    public var seriousness: String

    /// Makes the content.
    public init(seriousness: String) { self.seriousness = seriousness }
}
