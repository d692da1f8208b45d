import Foundation
import PortSupport
import Subprocess

@testable import TLSKit

extension CertificateWorkshop {
    /// Makes an authority, and a certificate of it for 127.0.0.1 and localhost: `name.pem` with `name.key`.
    func makeServer(_ name: String = "server", key: String = "rsa:2048", more: [String] = []) async throws {
        if !FileManager.default.fileExists(atPath: file("ca.pem")) { try await makeAuthority() }
        try await makeSigned(
            name, key: key, subject: "/CN=\(name)",
            extensions: ["subjectAltName=DNS:localhost,IP:127.0.0.1"]
                + (more.isEmpty ? ["extendedKeyUsage=serverAuth,clientAuth"] : more))
    }

    /// A certificate that was made, with its key.
    func identity(_ name: String) throws -> TLSIdentity {
        try TLSIdentity(
            chain: Certificate.all(in: read("\(name).pem")), key: PrivateKey(read("\(name).key")))
    }

    func certificates(_ name: String) throws -> [Certificate] { try Certificate.all(in: read("\(name).pem")) }

    /// A context for a server that shows the certificate `name`.
    func server(
        _ name: String = "server", profile: TLSProfile = .modern, heard: Heard = Heard(),
        _ change: (inout TLSConfiguration) throws -> Void = { _ in }
    ) throws -> TLSContext {
        var configuration = TLSConfiguration(
            role: .server, profile: profile, identity: try identity(name), verification: .none, purpose: "echo",
            observer: heard.observer)
        try change(&configuration)
        return try TLSContext(configuration)
    }

    /// A context for a client that trusts the authority.
    func client(
        profile: TLSProfile = .modern, heard: Heard = Heard(),
        _ change: (inout TLSConfiguration) throws -> Void = { _ in }
    ) throws -> TLSContext {
        var configuration = TLSConfiguration(
            role: .client, profile: profile, trusted: try certificates("ca"), purpose: "test",
            observer: heard.observer)
        try change(&configuration)
        return try TLSContext(configuration)
    }

    /// Runs `openssl s_client` against a port, with what `input` (a command line) has to say; what it printed.
    func connect(_ port: Int, _ words: String, input: String = "echo Q") async throws -> String {
        let result = try await run(
            .name("sh"),
            arguments: [
                "-c",
                #"cd "$0" && ("#
                    + input
                    + #") | OPENSSL_CONF=/dev/null timeout 20 openssl s_client -connect 127.0.0.1:"$1" -CAfile ca.pem $2"#,
                path, "\(port)", words,
            ], output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        return result.standardOutput + result.standardError
    }

    /// Runs `body` while `openssl s_server` listens, which shows the certificate `name`.
    func serving<Value: Sendable>(
        _ words: String, name: String = "server", _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> Value {
        let port = Int(try LoopbackPort.free())
        let result = try await run(
            .name("sh"),
            arguments: [
                "-c",
                #"cd "$0" && OPENSSL_CONF=/dev/null exec openssl s_server -accept 127.0.0.1:"$1" -cert "$2".pem -key "$2".key -rev $3 >s_server."$1" 2>&1"#,
                path, "\(port)", name, words,
            ], input: .none, output: .discarded, error: .discarded
        ) { [path] execution -> Result<Value, any Error> in
            let printed = "\(path)/s_server.\(port)"
            let end = ContinuousClock.now.advanced(by: .seconds(10))
            while ContinuousClock.now < end,
                !((try? String(contentsOfFile: printed, encoding: .utf8)) ?? "").contains("ACCEPT")
            {
                try await Task.sleep(for: .milliseconds(5))
            }
            let outcome: Result<Value, any Error>
            do { outcome = .success(try await body(port)) } catch { outcome = .failure(error) }
            try? execution.send(signal: .kill)
            return outcome
        }
        return try result.closureResult.get()
    }
}
