import Foundation
import NetworkValues
import Subprocess
import Testing

@testable import TLSKit

/// A folder for one test, and the command line `openssl` in it: what it makes is read here, and what is made here it checks.
final class CertificateWorkshop: Sendable {
    /// What `openssl` printed, and how it ended.
    struct Outcome {
        var succeeded: Bool
        var output: String
        var errors: String
    }

    /// A time in November 2026.
    static let now = Timestamp(seconds: 1_795_000_000)

    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "ipdect-certificates-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }

    func read(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: file(name)))) }

    func write(_ octets: [UInt8], to name: String) throws {
        try Data(octets).write(to: URL(fileURLWithPath: file(name)))
    }

    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func mode(of name: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: file(name))[.posixPermissions] as? Int)
    }

    func names(in name: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(name)).sorted()
    }

    /// Runs `openssl` with its words parted by spaces; `%` in a word stands for a space.
    @discardableResult
    func openssl(_ words: String, mayFail: Bool = false) async throws -> Outcome {
        let arguments = words.split(separator: " ").map { $0.replacingOccurrences(of: "%", with: " ") }
        let result = try await run(
            .name("sh"), arguments: Arguments(["-c", #"cd "$0" && exec openssl "$@""#, path] + arguments),
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        let outcome = Outcome(
            succeeded: result.terminationStatus.isSuccess, output: result.standardOutput, errors: result.standardError)
        if !mayFail { try #require(outcome.succeeded, "openssl \(words): \(outcome.errors)") }
        return outcome
    }

    /// Makes an authority: `ca.pem` with `ca.key`.
    func makeAuthority() async throws {
        try await openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 3650 "
                + "-subj /O=Hospital/CN=Test%Authority -addext keyUsage=critical,keyCertSign,cRLSign")
    }

    /// Makes a certificate of the authority: `name.pem` with `name.key`. `extensions` are lines of a configuration.
    func makeSigned(
        _ name: String, key: String = "ec -pkeyopt ec_paramgen_curve:P-256", subject: String = "/CN=phone.example",
        days: Int = 365, digest: String = "sha256", extensions: [String] = []
    ) async throws {
        try await openssl("req -utf8 -newkey \(key) -nodes -keyout \(name).key -out \(name).csr -subj \(subject)")
        try write(extensions.joined(separator: "\n") + "\n", to: "\(name).ext")
        try await openssl(
            "x509 -req -in \(name).csr -CA ca.pem -CAkey ca.key -CAcreateserial -out \(name).pem -days \(days) "
                + "-\(digest) -extfile \(name).ext")
    }

    /// Makes a revocation list of the authority: `name.pem`, which counts from `first` to `last` and revokes certificates that
    /// were made.
    func makeRevocations(
        _ name: String, revoking revoked: [String] = [], from first: String = "20261101000000Z",
        to last: String = "20270101000000Z", extensions: String = ""
    ) async throws {
        try write(
            "[ca]\ndefault_ca=d\n[d]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\n[more]\n\(extensions)\n",
            to: "ca.conf")
        if !FileManager.default.fileExists(atPath: file("index")) {
            try write("", to: "index")
            try write("01\n", to: "number")
        }
        let authority = "ca -config ca.conf -cert ca.pem -keyfile ca.key"
        for certificate in revoked { try await openssl("\(authority) -revoke \(certificate).pem") }
        try await openssl(
            "\(authority) -gencrl -crl_lastupdate \(first) -crl_nextupdate \(last) -out \(name).pem"
                + (extensions.isEmpty ? "" : " -crlexts more"))
    }

    /// Opens the store in the folder `tls`.
    func store(
        hostName: String = "dect.example", now: Timestamp = CertificateWorkshop.now
    ) throws(TLSError) -> CertificateStore {
        try CertificateStore(
            folder: file("tls"), mac: MACAddress(rawValue: 0x00_01_3e_12_34_56), hostName: hostName, now: { now })
    }
}

/// The code of the error that `body` throws; `nil` when it throws none.
func code(of body: () async throws -> Void) async -> TLSError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? TLSError)?.code
    }
}
