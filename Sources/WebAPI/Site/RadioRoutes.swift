import Hummingbird
import IPDECTCore
import NetworkValues
import Snapshot
import Waking
import WebServer

/// The radios: list, one in full, and what can be done with them (manual 4.11.1).
struct RadioRoutes {
    let control: any AgentControl

    init(_ control: any AgentControl) { self.control = control }

    func add(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("radios") { request, _ in try RadioList(request).response(control.snapshot.site) }
        api.get("radios/{name}") { _, context in
            let snapshot = control.snapshot
            return try JSON.response(RadioDetailView(snapshot.site.radio(named: context.text("name")), in: snapshot))
        }
        api.post("radios/locations") { request, context in
            let isCheck = try request.choice("check") ?? false
            let text = try await request.utf8(context)
            return try await importLocations(text, isCheck: isCheck)
        }
        addRegistration(to: api)
        addSettings(to: api)
    }

    private func addRegistration(to api: RouterGroup<WebContext>) {
        let control = control
        api.delete("radios/{name}") { _, context in
            let radio = try control.snapshot.site.radio(named: context.text("name"))
            try await control.operate(
                [.radioDeleted(radio.mac)],
                telling: [
                    ConsoleChange(
                        "radios", "the radio \(radio.name) (\(radio.mac)) was deleted, it had \(radio.identityInWords)")
                ])
            return Response(status: .noContent)
        }
        api.post("radios/{name}/add") { request, context in
            let change = try await request.decoded(RadioAddition.self, context)
            let radio = try control.snapshot.site.radio(named: context.text("name"))
            let settings = SyncSettings(region: try change.region.map(SiteSnapshot.checkedRegion) ?? 0)
            let name = change.name ?? ""
            try await control.operate(
                [.radioAdded(radio.mac, name: name, settings)],
                telling: [
                    ConsoleChange(
                        "radios",
                        "the radio \(radio.name) (\(radio.mac)) was added in region \(settings.region)"
                            + (name.isEmpty ? "" : " under the name \"\(name)\""))
                ])
            return Response(status: .noContent)
        }
        api.post("radios/{name}/move-rfpi") { request, context in
            let change = try await request.decoded(RFPIMove.self, context)
            let site = control.snapshot.site
            let source = try site.radio(named: context.text("name"))
            let destination = try site.radio(named: change.to, field: "to")
            try await control.operate(
                [.rfpiMoved(from: source.mac, to: destination.mac)],
                telling: [
                    ConsoleChange(
                        "radios",
                        "\(source.identityInWords) of \(source.name) was moved to \(destination.name), which had "
                            + destination.identityInWords)
                ])
            return Response(status: .noContent)
        }
    }

    private func addSettings(to api: RouterGroup<WebContext>) {
        let (control, turns) = (control, Turns())
        api.put("radios/{name}/location") { request, context in
            let change = try await request.decoded(LocationChange.self, context)
            let radio = try control.snapshot.site.radio(named: context.text("name"))
            let location = Location(
                radio: radio, port: nil, id: change.locationID, description: change.description ?? "")
            try location.check()
            try await control.operate([location.input], telling: [location.change(in: control.snapshot.site)])
            return Response(status: .noContent)
        }
        api.put("radios/{name}/sync") { request, context in
            let change = try await request.decoded(SyncChange.self, context)
            let name = try context.text("name")
            // What is absent stays as another such change has left it.
            try await turns.take {
                let site = control.snapshot.site
                let radio = try site.radio(named: name)
                let settings = try change.settings(of: radio, in: site)
                try await control.operate(
                    [.syncConfigured(radio.mac, settings)],
                    telling: [
                        ConsoleChange(
                            "sync", "the air synchronization of \(radio.name)", from: radio.sync.settings.inWords,
                            to: settings.inWords)
                    ])
            }
            return Response(status: .noContent)
        }
    }

    /// Sets the locations of a file, all or none; the answer says what was or would be changed (manual 4.11.1).
    private func importLocations(_ text: String, isCheck: Bool) async throws -> Response {
        let site = control.snapshot.site
        let file = LocationFile(text, site: site)
        let changed = file.locations.filter { $0.differs(in: site) }
        if !isCheck {
            guard file.errors.isEmpty else {
                throw Problem.refused(file.errors.map { .init(line: $0.line, detail: $0.detail) })
            }
            if !changed.isEmpty {
                try await control.operate(changed.map(\.input), telling: changed.map { $0.change(in: site) })
            }
        }
        return try JSON.response(
            LocationImportView(
                isApplied: !isCheck, lines: file.locations.count,
                changes: changed.map { LocationImportView.Change($0, in: site) }, errors: file.errors))
    }
}

extension Radio {
    fileprivate var identityInWords: String { rfpi.map { "the RFPI \($0)" } ?? "no RFPI" }
}

extension SyncSettings {
    /// The settings in a sentence, such as `slave in region 3, locked to 1000A2B3C4`.
    var inWords: String {
        "\(mode) in region \(region)"
            + (lockedTo.isEmpty ? "" : ", locked to \(lockedTo.map { "\($0)" }.joined(separator: " and "))")
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

/// The content of `PUT radios/{name}/sync` (manual 4.6.36). What is absent stays as it is.
public struct SyncChange: Codable, Sendable {
    /// slave, restrictedSlave or master.
    public var mode: String?
    /// The sync region, 0 to 249.
    public var region: UInt8?
    /// The RFPIs that it is locked to, in order of preference, at most two; none for an unlocked one.
    public var lockedTo: [String]?

    /// Makes the content.
    public init(mode: String? = nil, region: UInt8? = nil, lockedTo: [String]? = nil) {
        self.mode = mode
        self.region = region
        self.lockedTo = lockedTo
    }

    func settings(of radio: Radio, in site: SiteSnapshot) throws -> SyncSettings {
        var settings = radio.sync.settings
        if let mode {
            guard let known = SyncMode.allCases.first(where: { "\($0)" == mode }) else {
                let words = SyncMode.allCases.map { "\($0)" }.joined(separator: ", ")
                throw Problem.refused([.init(field: "mode", detail: "expected one of \(words), got \(mode)")])
            }
            settings.mode = known
        }
        if let region { settings.region = try SiteSnapshot.checkedRegion(region) }
        if let lockedTo {
            guard lockedTo.count <= 2 else {
                throw Problem.refused([
                    .init(field: "lockedTo", detail: "expected at most two RFPIs, got \(lockedTo.count)")
                ])
            }
            settings.lockedTo = try lockedTo.map { text in
                guard let rfpi = RFPI(text) else {
                    throw Problem.refused([
                        .init(field: "lockedTo", detail: "expected an RFPI of ten hexadecimal digits, got \(text)")
                    ])
                }
                return rfpi
            }
        }
        return settings
    }
}
