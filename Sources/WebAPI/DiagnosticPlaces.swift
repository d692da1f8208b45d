import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization
import WebServer

/// Limits how many pings, traces and the like run at once.
final class DiagnosticPlaces: Sendable {
    private let limit: Int
    private let name: String
    private let taken = Mutex(0)

    /// `limit` of what is called `name`, in the plural.
    init(_ limit: Int, of name: String) {
        self.limit = limit
        self.name = name
    }

    /// Room for one more; it is given back when nobody holds it.
    func take() throws -> Place {
        let isRoom = taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
        guard isRoom else {
            throw Problem(
                status: 429, title: "Too many", detail: "\(limit) \(name) run already; wait for one of them")
        }
        return Place(self)
    }

    /// Room for one that runs.
    final class Place: Sendable {
        private let places: DiagnosticPlaces

        fileprivate init(_ places: DiagnosticPlaces) { self.places = places }

        deinit { places.taken.withLock { $0 -= 1 } }
    }
}

extension Request {
    /// The parameter `host`: an address or a name.
    func destination() throws -> String {
        guard let host = uri.queryParameters["host"].map(String.init), (1...253).contains(host.utf8.count) else {
            throw Problem.malformed("expected host with an address or a name")
        }
        return host
    }

    /// A parameter with one of a few words.
    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, default preset: Choice
    ) throws -> Choice {
        guard let text = uri.queryParameters[name[...]].map(String.init) else { return preset }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem.malformed("expected \(name) to be one of \(words), got \(text)")
        }
        return choice
    }
}

extension ByteBuffer {
    /// A value as a line of JSON.
    static func line(of value: some Encodable) throws -> ByteBuffer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var buffer = ByteBuffer(bytes: try encoder.encode(value))
        buffer.writeInteger(UInt8(ascii: "\n"))
        return buffer
    }
}

extension Response {
    /// Lines of JSON, each sent as soon as it is there.
    static func lines<Lines: AsyncSequence & Sendable>(_ lines: Lines) -> Response where Lines.Element == ByteBuffer {
        Response(
            status: .ok, headers: [.contentType: "application/x-ndjson"],
            body: .init(asyncSequence: lines.cancelOnGracefulShutdown()))
    }
}
