import Foundation
import Hummingbird
import NIOCore
import WebServer

/// What a form sent: fields in their order, and files. Both kinds of content are read, `application/x-www-form-urlencoded`
/// (URL standard 5.1) and `multipart/form-data` (RFC 7578).
public struct PageForm: Sendable {
    /// The most octets of a form.
    static let octetLimit = 4 << 20
    /// The most fields of a form.
    static let fieldLimit = 2000

    private(set) var fields: [(name: String, value: String)] = []
    private(set) var files: [String: [UInt8]] = [:]

    /// An empty form.
    init() {}

    /// Reads the content of a request; throws a problem for what is too large or no form.
    init(_ request: Request) async throws {
        let content = try await request.body.collect(upTo: Self.octetLimit)
        let type = request.headers[.contentType] ?? ""
        let octets = Array(content.readableBytesView)
        if let boundary = MultipartReader.boundary(of: type) {
            for part in try MultipartReader(octets, boundary: boundary).parts(atMost: Self.fieldLimit) {
                if part.isFile {
                    files[part.name] = part.content
                } else {
                    fields.append((part.name, String(decoding: part.content, as: UTF8.self)))
                }
            }
        } else if octets.isEmpty || type.lowercased().hasPrefix("application/x-www-form-urlencoded") {
            fields = try Self.decoded(octets)
        } else {
            throw Problem(status: 415, title: "Not a form", detail: "expected the content of a form, got \(type)")
        }
    }

    /// The fields of a query or of a form's content.
    static func decoded(_ octets: [UInt8]) throws -> [(name: String, value: String)] {
        var fields: [(name: String, value: String)] = []
        for pair in octets.split(separator: UInt8(ascii: "&")) {
            guard fields.count < fieldLimit else {
                throw Problem(status: 413, title: "Too large", detail: "expected at most \(fieldLimit) fields")
            }
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            fields.append((text(parts[0]), parts.count > 1 ? text(parts[1]) : ""))
        }
        return fields
    }

    private static func text(_ encoded: ArraySlice<UInt8>) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(encoded.count)
        var rest = encoded
        while let octet = rest.popFirst() {
            switch octet {
            case UInt8(ascii: "+"): out.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                if rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                    out.append(value)
                    rest = rest.dropFirst(2)
                } else {
                    out.append(octet)
                }
            default: out.append(octet)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// The value of a field as it was typed, without blanks around it; `nil` when the form has none of that name.
    subscript(name: String) -> String? {
        fields.last { $0.name == name }?.value.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The value of a field with everything in it, for passwords; `nil` when the form has none of that name.
    func exact(_ name: String) -> String? { fields.last { $0.name == name }?.value }

    /// All values of a field that may stand several times.
    func all(_ name: String) -> [String] { fields.filter { $0.name == name }.map(\.value) }

    /// Whether a check box is set.
    func isSet(_ name: String) -> Bool { fields.contains { $0.name == name } }
}
