import IPDECTCore
import NetworkValues
import WebServer

/// A location for emergency calls that an operator gives to a radio, or to a port of a gateway (manual 4.11.1).
struct Location {
    var radio: Radio
    /// The port of a gateway; `nil` for the radio itself.
    var port: UInt8?
    var id: String
    var description: String

    /// Refuses what is too long, with its field.
    func check() throws {
        if let error = problem { throw Problem.refused([error]) }
    }

    /// What is wrong with it; `nil` when nothing is.
    var problem: Problem.FieldError? {
        let limits = [
            ("locationID", id, Radio.locationLimit), ("description", description, Radio.locationDescriptionLimit),
        ]
        for (field, text, limit) in limits {
            if text.utf8.count > limit {
                return .init(
                    field: field, detail: "expected at most \(limit) octets for \(field), got \(text.utf8.count)")
            }
            if text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }) {
                return .init(field: field, detail: "expected \(field) without control characters")
            }
        }
        return nil
    }

    /// What the core is told.
    var input: SiteInput {
        guard let port else { return .locationSet(radio.mac, id: id, description: description) }
        return .partLocationSet(radio.mac, port: port, id: id, description: description)
    }

    /// Whether it is another than what stands.
    func differs(in site: SiteSnapshot) -> Bool { before(in: site) != (id, description) }

    /// What stands now.
    func before(in site: SiteSnapshot) -> (id: String, description: String) {
        guard let port else { return (radio.locationID, radio.locationDescription) }
        let wired = site.wiredParts.first { $0.gatewayIndex == radio.index && $0.part.port == port }
        return (wired?.locationID ?? "", wired?.locationDescription ?? "")
    }

    /// What the journal says of it.
    func change(in site: SiteSnapshot) -> ConsoleChange {
        let before = before(in: site)
        let subject = port.map { "port \($0) of \(radio.name)" } ?? radio.name
        return ConsoleChange(
            "radios", "the location of \(subject)", from: Self.shown(before.id, before.description),
            to: Self.shown(id, description))
    }

    private static func shown(_ id: String, _ description: String) -> String {
        description.isEmpty ? id : "\(id), \(description)"
    }
}
