import Foundation
import WebServer

/// Reads the parts of a form with files (RFC 7578, RFC 2046 5.1).
struct MultipartReader {
    struct Part {
        var name: String
        var isFile: Bool
        var content: [UInt8]
    }

    private let octets: [UInt8]
    private let boundary: [UInt8]

    init(_ octets: [UInt8], boundary: String) {
        self.octets = octets
        self.boundary = Array("--\(boundary)".utf8)
    }

    /// The boundary that a media type names; `nil` for another type.
    static func boundary(of type: String) -> String? {
        guard type.lowercased().hasPrefix("multipart/form-data"), let place = type.range(of: "boundary=") else {
            return nil
        }
        let text = type[place.upperBound...].prefix { $0 != ";" }
        let bare = text.hasPrefix("\"") ? text.dropFirst().prefix { $0 != "\"" } : text
        return (1...70).contains(bare.utf8.count) ? String(bare) : nil
    }

    /// The parts with a name; throws a problem for what is damaged or too much.
    func parts(atMost limit: Int) throws -> [Part] {
        var parts: [Part] = []
        guard var place = position(of: boundary, from: 0) else { throw Self.damaged("no boundary") }
        while true {
            place += boundary.count
            if octets[place...].starts(with: Array("--".utf8)) { return parts }
            guard let head = position(of: Array("\r\n\r\n".utf8), from: place), head - place < 4096,
                let end = position(of: Array("\r\n".utf8) + boundary, from: head + 2)
            else { throw Self.damaged("a part without an end") }
            let content = head + 4
            guard content <= end + 2, parts.count < limit else { throw Self.damaged("too many parts") }
            let header = String(decoding: octets[place..<head], as: UTF8.self)
            if let name = Self.parameter("name", in: header) {
                parts.append(
                    Part(
                        name: name, isFile: Self.parameter("filename", in: header) != nil,
                        content: content <= end ? Array(octets[content..<end]) : []))
            }
            place = end + 2
        }
    }

    private static func damaged(_ what: String) -> Problem {
        Problem.malformed("expected a form with files, got \(what)")
    }

    private func position(of pattern: [UInt8], from start: Int) -> Int? {
        guard let first = pattern.first, octets.count >= pattern.count else { return nil }
        var place = start
        while place <= octets.count - pattern.count {
            guard let hit = octets[place...(octets.count - pattern.count)].firstIndex(of: first) else { return nil }
            if octets[hit..<(hit + pattern.count)].elementsEqual(pattern) { return hit }
            place = hit + 1
        }
        return nil
    }

    private static func parameter(_ name: String, in header: String) -> String? {
        for line in header.split(whereSeparator: \.isNewline)
        where line.lowercased().hasPrefix("content-disposition:") {
            guard let place = line.range(of: "; \(name)=\"") else { continue }
            return String(line[place.upperBound...].prefix { $0 != "\"" })
        }
        return nil
    }
}
