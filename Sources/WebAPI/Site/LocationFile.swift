import IPDECTCore
import NetworkValues
import WebServer

/// A file of locations (manual 4.11.1): a line for each radio, `Radio Name, Location ID, Description`, and for each port of a
/// gateway, `Radio Name, RFP Port, Location ID, Description`. The description may be left out.
///
/// A field with a comma or a quote stands in double quotes, with quotes in it doubled (RFC 4180). Blanks around fields do not
/// count; empty lines and a first line with the columns' names are passed over.
struct LocationFile {
    /// The most lines that are read.
    static let lineLimit = 70_000
    private static let tooManyLines = "expected at most \(lineLimit) lines"

    /// What the file says, in order, without the lines at fault.
    private(set) var locations: [Location] = []
    /// What is wrong, by line.
    private(set) var errors: [LineErrorView] = []

    init(_ text: String, site: SiteSnapshot) {
        var radios: [String: Int] = [:]
        for (position, radio) in site.radios.enumerated() { radios[radio.name.lowercased()] = position }
        let ports = Set(site.wiredParts.map { Port(gateway: $0.gatewayIndex, number: $0.part.port) })
        var seen: [Port: Int] = [:]
        var reader = CSVReader(Array(text.utf8), separator: .comma)
        var isFirst = true
        while true {
            let row: CSVReader.Row
            do throws(CSVError) {
                guard let next = try reader.next() else { break }
                row = next
            } catch {
                guard error.line <= Self.lineLimit else {
                    errors.append(LineErrorView(line: error.line, detail: Self.tooManyLines))
                    break
                }
                errors.append(LineErrorView(line: error.line, detail: "field \(error.field): \(error.detail)"))
                continue
            }
            let (number, fields) = (row.line, row.fields)
            guard number <= Self.lineLimit else {
                errors.append(LineErrorView(line: number, detail: Self.tooManyLines))
                break
            }
            defer { isFirst = false }
            if isFirst, fields[0].lowercased() == "radio name" { continue }
            do throws(LineError) {
                guard !fields.contains(where: { $0.contains(where: \.isNewline) }) else {
                    throw LineError("expected a location on one line, got a quote that is closed on a later one")
                }
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
