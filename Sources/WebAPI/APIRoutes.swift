import Exposition
import Faults
import Foundation
import HTTPTypes
public import Hummingbird
import IPDECTCore
import NetworkValues
import Snapshot
public import WebServer

/// The REST API under `/api/v1`. It is served on the agent's UNIX socket, whose file permissions are its access rule.
public struct APIRoutes: WebRoute {
    private let control: any AgentControl

    /// Makes the routes over a running agent.
    public init(_ control: any AgentControl) {
        self.control = control
    }

    /// Adds the routes to a router.
    public func add(to router: Router<WebContext>) {
        let api = router.group("api/v1")
        addReaders(to: api)
        addRadioActions(to: api)
        addFaultActions(to: api)
        addSettings(to: api)
    }

    private func addReaders(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("status") { _, _ in try JSON.response(StatusView(control.snapshot)) }
        api.get("alarms") { _, _ in
            let snapshot = control.snapshot
            return try JSON.response(snapshot.alarms.alarms.map { AlarmView($0, severities: snapshot.severities) })
        }
        api.get("events") { request, _ in
            let limit = try request.integer("limit", in: 1...100_000, default: 100)
            return try JSON.response(control.snapshot.events.records.suffix(limit).map { EventView($0) })
        }
        api.get("faults") { _, _ in
            let severities = control.snapshot.severities
            return try JSON.response(FaultCatalogue.all.map { FaultView($0, severities: severities) })
        }
        api.get("faults/{code}") { _, context in
            let code = try context.faultCode()
            guard let definition = FaultCatalogue.definition(of: code) else {
                throw Problem.notFound("no fault has the code \(code)")
            }
            return try JSON.response(FaultView(definition, severities: control.snapshot.severities))
        }
        api.get("radios") { _, _ in try JSON.response(RadioView.all(of: control.snapshot.site)) }
        api.get("radios/{name}") { _, context in
            let site = control.snapshot.site
            let radio = try site.radio(named: context.text("name"))
            let parent = radio.sync.parentIndex.flatMap { index in site.radios.first { $0.index == index }?.name }
            return try JSON.response(RadioView(radio, parent: parent))
        }
        api.get("calls") { _, _ in try JSON.response(CallView.all(of: control.snapshot.site)) }
        api.get("traffic") { _, _ in try JSON.response(TrafficView(control.snapshot.site.traffic)) }
        api.get("sync") { _, _ in try JSON.response(RegionView.all(of: control.snapshot.site)) }
        api.get("snmp") { _, _ in try JSON.response(await control.snmpStatus()) }
    }

    private func addRadioActions(to api: RouterGroup<WebContext>) {
        let control = control
        api.delete("radios/{name}") { _, context in
            let radio = try control.snapshot.site.radio(named: context.text("name"))
            try await control.operate(.radioDeleted(radio.mac))
            return Response(status: .noContent)
        }
        api.post("radios/{name}/add") { request, context in
            let change = try await request.decoded(RadioAddition.self, context)
            let radio = try control.snapshot.site.radio(named: context.text("name"))
            let settings = SyncSettings(region: change.region ?? 0)
            try await control.operate(.radioAdded(radio.mac, name: change.name ?? "", settings))
            return Response(status: .noContent)
        }
        api.post("radios/{name}/move-rfpi") { request, context in
            let change = try await request.decoded(RFPIMove.self, context)
            let site = control.snapshot.site
            let source = try site.radio(named: context.text("name"))
            let destination = try site.radio(named: change.to)
            try await control.operate(.rfpiMoved(from: source.mac, to: destination.mac))
            return Response(status: .noContent)
        }
        api.put("radios/{name}/location") { request, context in
            let change = try await request.decoded(LocationChange.self, context)
            let radio = try control.snapshot.site.radio(named: context.text("name"))
            try await control.operate(
                .locationSet(radio.mac, id: change.locationID, description: change.description ?? ""))
            return Response(status: .noContent)
        }
        api.post("traffic/clear") { _, _ in
            try await control.operate(.trafficCleared)
            return Response(status: .noContent)
        }
        api.post("sync/{region}/clear") { _, context in
            let text = try context.text("region")
            guard let region = UInt8(text), region <= 249 else {
                throw Problem.malformed("expected a sync region from 0 to 249, got \(text)")
            }
            try await control.operate(.regionStatisticsCleared(region))
            return Response(status: .noContent)
        }
    }

    private func addFaultActions(to api: RouterGroup<WebContext>) {
        let control = control
        api.post("alarms/{number}/acknowledge") { _, context in
            let text = try context.text("number")
            guard let number = UInt32(text) else {
                throw Problem.malformed("expected an alarm number, got \(text)")
            }
            guard await control.acknowledge(alarm: number) else {
                throw Problem.notFound("no alarm that stands has the number \(number)")
            }
            return Response(status: .noContent)
        }
        api.post("events/clear") { _, _ in
            await control.clearEvents()
            return Response(status: .noContent)
        }
        api.put("faults/{code}/seriousness") { request, context in
            let code = try context.faultCode()
            guard FaultCatalogue.definition(of: code) != nil else {
                throw Problem.notFound("no fault has the code \(code)")
            }
            let change = try await request.decoded(SeriousnessChange.self, context)
            if change.seriousness == "default" {
                try await control.remap(code, to: nil, by: ConsoleUser.current)
                return Response(status: .noContent)
            }
            guard let seriousness = Seriousness.allCases.first(where: { "\($0)" == change.seriousness }) else {
                let names = Seriousness.allCases.map { "\($0)" }.joined(separator: ", ")
                throw Problem.malformed("expected one of \(names) or default, got \(change.seriousness)")
            }
            try await control.remap(code, to: seriousness, by: ConsoleUser.current)
            return Response(status: .noContent)
        }
        api.post("snmp/test-notification") { request, _ in
            let target = request.uri.queryParameters["target"].map { String($0) }
            let outcomes = try await control.testNotification(target: target)
            if let target, outcomes.isEmpty { throw Problem.notFound("no notification target has the name \(target)") }
            return try JSON.response(outcomes)
        }
    }

    private func addSettings(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("config") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: await control.settingsText())))
        }
        api.post("config") { request, context in
            let body = try await request.body.collect(upTo: context.maxUploadSize)
            guard let text = String(validating: body.readableBytesView, as: UTF8.self) else {
                throw Problem.malformed("expected lines of settings in UTF-8, got other bytes")
            }
            return try JSON.response(await control.changeSettings(text, by: ConsoleUser.current))
        }
        api.post("config/reload") { _, context in
            try JSON.response(await control.reloadSettings(by: ConsoleUser.current))
        }
    }
}

/// The content of `POST radios/{name}/add`.
public struct RadioAddition: Codable, Sendable {
    /// The name for the device; empty or absent for the one from its MAC address.
    public var name: String?
    /// The sync region, 0 to 249.
    public var region: UInt8?

    /// Makes the content.
    public init(name: String?, region: UInt8?) {
        self.name = name
        self.region = region
    }
}

/// The content of `POST radios/{name}/move-rfpi`.
public struct RFPIMove: Codable, Sendable {
    /// The radio that gets the RFPI, by name.
    public var to: String

    /// Makes the content.
    public init(to: String) { self.to = to }
}

/// The content of `PUT radios/{name}/location`.
public struct LocationChange: Codable, Sendable {
    /// The location ID.
    public var locationID: String
    /// A description of the place, for people.
    public var description: String?

    /// Makes the content.
    public init(locationID: String, description: String?) {
        self.locationID = locationID
        self.description = description
    }
}

/// The content of `PUT faults/{code}/seriousness`.
public struct SeriousnessChange: Codable, Sendable {
    /// disabled, information, warning, error, critical or default.
    public var seriousness: String

    /// Makes the content.
    public init(seriousness: String) { self.seriousness = seriousness }
}
