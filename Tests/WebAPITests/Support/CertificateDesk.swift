import Foundation
import NetworkValues
import Synchronization
import TLSKit
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// The routes of certificates over a store in a folder of its own, and what they said for the log.
final class CertificateDesk: Sendable {
    /// A time in November 2026.
    static let now = Timestamp(seconds: 1_795_000_000)
    /// The password of `phone.p12`: blanks, letters beyond ASCII, and what looks percent-encoded but is not.
    static let password = "Größe 7 %41"
    /// The same as it is sent.
    static let sentPassword = ["X-Password": "Gr%C3%B6%C3%9Fe%207%20%2541"]

    let store: CertificateStore
    private let path: String
    private let said = Sentences()

    /// Sentences, in order.
    private final class Sentences: Sendable {
        let all = Mutex<[String]>([])
    }

    init() throws {
        path = Self.newPath()
        for (name, content) in try Self.standard.get() {
            try FileManager.default.createDirectory(atPath: path + "/tls", withIntermediateDirectories: true)
            let isMade = FileManager.default.createFile(
                atPath: path + "/tls/" + name, contents: content, attributes: [.posixPermissions: 0o600])
            try #require(isMade)
        }
        store = try Self.open(path)
    }

    /// The files of a new store with its default certificate: the RSA key is made once for all tests.
    private static let standard: Result<[String: Data], any Error> = Result {
        let path = newPath()
        defer { try? FileManager.default.removeItem(atPath: path) }
        _ = try open(path)
        let folder = URL(fileURLWithPath: path + "/tls")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try Dictionary(uniqueKeysWithValues: files.map { ($0.lastPathComponent, try Data(contentsOf: $0)) })
    }

    private static func newPath() -> String { NSTemporaryDirectory() + "ipdect-desk-" + UUID().uuidString }

    private static func open(_ path: String) throws -> CertificateStore {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return try CertificateStore(folder: path + "/tls", mac: nil, hostName: "dect.example", now: { now })
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// What the log got, in order.
    var sentences: [String] { said.all.withLock(\.self) }

    /// A client of the API with these routes.
    var client: RouterClient {
        let said = said
        let routes = CertificateRoutes(store) { sentence in said.all.withLock { $0.append(sentence) } }
        return RouterClient(WebSite([APIRoutes(FakeControl()), routes]))
    }

    /// A certificate of somebody else.
    static func foreign(_ name: String) async throws -> Certificate {
        let desk = try CertificateDesk()
        defer { withExtendedLifetime(desk) {} }
        try await desk.store.createSelfSigned(CertificateRequest(key: .ecP256, commonName: name))
        return try #require(desk.store.identity.chain.first)
    }

    /// A file of `Tests/Fixtures/WebAPI/certificates`.
    static func fixture(_ name: String) throws -> [UInt8] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Array(try Data(contentsOf: tests.appending(path: "Fixtures/WebAPI/certificates/\(name)")))
    }
}
