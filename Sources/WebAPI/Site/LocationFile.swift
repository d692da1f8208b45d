import IPDECTCore
import NetworkValues
import WebServer

/// A file of locations (manual 4.11.1): a line for each radio, `Radio Name, Location ID, Description`, and for each port of a
/// gateway, `Radio Name, RFP Port, Location ID, Description`. The description may be left out.
///
/// A field with a comma or a quote stands in double quotes, with quotes in it doubled (RFC 4180). Blanks around other fields
/// do not count; empty lines and a first line with the columns' names are passed over.
struct LocationFile {
    /// The most lines that are read.
    static let lineLimit = 70_000

    /// What the file says, in order, without the lines at fault.
    private(set) var locations: [Location] = []
    /// What is wrong, by line.
    private(set) var errors: [LineErrorView] = []

    init(_ text: String, site: SiteSnapshot) {
        var radios: [String: Int] = [:]
        for (position, radio) in site.radios.enumerated() { radios[radio.name.lowercased()] = position }
        let ports = Set(site.wiredParts.map { Port(gateway: $0.gatewayIndex, number: $0.part.port) })
        var seen: [Port: Int] = [:]
        var text = text[...]
        if text.first == "\u{feff}" { text = text.dropFirst() }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated() {
            let number = index + 1
            guard number <= Self.lineLimit else {
                errors.append(LineErrorView(line: number, detail: "expected at most \(Self.lineLimit) lines"))
                break
            }
            do throws(LineError) {
                guard let fields = try Self.fields(of: line) else { continue }
                if number == 1, fields[0].lowercased() == "radio name" { continue }
                let location = try Self.location(fields, radios: radios, ports: ports, site: site)
                let key = Port(gateway: location.radio.index, number: location.port ?? 0)
                if let first = seen[key] {
                    throw LineError("line \(first) has a location for it already")
                }
                seen[key] = number
                locations.append(location)
            } catch {
                errors.append(LineErrorView(line: number, detail: error.detail))
            }
        }
    }

    /// A radio, or a port of a gateway.
    private struct Port: Hashable {
        var gateway: UInt32
        var number: UInt8
    }

    private struct LineError: Error {
        var detail: String
        init(_ detail: String) { self.detail = detail }
    }

    private static func location(
        _ fields: [String], radios: [String: Int], ports: Set<Port>, site: SiteSnapshot
    ) throws(LineError) -> Location {
        let radio: Radio
        if let position = radios[fields[0].lowercased()] {
            radio = site.radios[position]
        } else if let mac = MACAddress(fields[0]), let found = site.radios.first(where: { $0.mac == mac }) {
            radio = found
        } else {
            throw LineError("no radio has the name \(fields[0])")
        }
        let isGateway = radio.report.model == .ipbl
        let columns =
            isGateway ? "Radio Name, RFP Port, Location ID, Description" : "Radio Name, Location ID, Description"
        let least = isGateway ? 3 : 2
        guard (least...least + 1).contains(fields.count) else {
            throw LineError("expected \(columns) for \(radio.name), got \(fields.count) fields")
        }
        var port: UInt8?
        if isGateway {
            guard let number = UInt8(fields[1]), ports.contains(Port(gateway: radio.index, number: number)) else {
                throw LineError("expected a port of \(radio.name) with an RFP, got \(fields[1])")
            }
            port = number
        }
        let location = Location(
            radio: radio, port: port, id: fields[least - 1], description: fields.count > least ? fields[least] : "")
        if let problem = location.problem { throw LineError(problem.detail) }
        return location
    }

    /// The fields of a line; `nil` for an empty one.
    private static func fields(of line: Substring) throws(LineError) -> [String]? {
        var fields: [String] = []
        var rest = line.drop(while: isBlank)
        guard !rest.isEmpty else { return nil }
        while true {
            rest = rest.drop(while: isBlank)
            if rest.first == "\"" {
                fields.append(try quoted(&rest))
                rest = rest.drop(while: isBlank)
                guard rest.isEmpty || rest.first == "," else {
                    throw LineError("expected a comma behind the closing quote of field \(fields.count)")
                }
            } else {
                let end = rest.firstIndex(of: ",") ?? rest.endIndex
                var field = rest[..<end]
                while field.last.map(isBlank) ?? false { field.removeLast() }
                fields.append(String(field))
                rest = rest[end...]
            }
            guard rest.first == "," else { return fields }
            rest = rest.dropFirst()
        }
    }

    private static func quoted(_ rest: inout Substring) throws(LineError) -> String {
        var field = ""
        rest = rest.dropFirst()
        while let next = rest.popFirst() {
            guard next == "\"" else {
                field.append(next)
                continue
            }
            guard rest.first == "\"" else { return field }
            field.append("\"")
            rest = rest.dropFirst()
        }
        throw LineError("a quote is not closed in this line")
    }

    private static func isBlank(_ character: Character) -> Bool {
        character == " " || character == "\t" || character == "\r"
    }
}

/// What is wrong with a line of a file.
public struct LineErrorView: Codable, Sendable, Equatable {
    /// The line, from 1.
    public var line: Int
    /// What was expected, and what came.
    public var detail: String
}

/// What came of a file of locations, or what would.
public struct LocationImportView: Codable, Sendable, Equatable {
    /// One location that is another now.
    public struct Change: Codable, Sendable, Equatable {
        /// The radio's unique name.
        public var radio: String
        /// The port of a gateway; `nil` for the radio itself.
        public var port: UInt8?
        /// The location ID before.
        public var oldLocationID: String
        /// The description before.
        public var oldDescription: String
        /// The location ID.
        public var locationID: String
        /// The description.
        public var description: String

        init(_ location: Location, in site: SiteSnapshot) {
            radio = location.radio.name
            port = location.port
            (oldLocationID, oldDescription) = location.before(in: site)
            locationID = location.id
            description = location.description
        }
    }

    /// Whether the locations are set; a check sets none.
    public var isApplied: Bool
    /// How many locations the file has.
    public var lines: Int
    /// Those that are others than before.
    public var changes: [Change]
    /// What is wrong with the file; only a check shows it here.
    public var errors: [LineErrorView]
}
