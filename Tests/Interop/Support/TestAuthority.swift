import Foundation
import Testing

/// A certificate, the authority that issued it, and the key, as files.
struct TestIdentity: Sendable {
    let authority: String
    let chain: String
    let key: String

    /// Makes an authority in `folder`, and a certificate of it for 127.0.0.1 and localhost.
    static func make(in folder: String) async throws -> TestIdentity {
        try await TestAuthority.make(in: folder).issue("server")
    }
}

/// An authority of one test, made by openssl: it issues certificates, good ones and bad ones, and revokes them.
struct TestAuthority: Sendable {
    /// Where its files are.
    let folder: String
    /// Its own certificate.
    var certificate: String { folder + "/ca.pem" }

    /// Makes one.
    static func make(in folder: String, name: String = "Test authority") async throws -> TestAuthority {
        let authority = TestAuthority(folder: folder)
        try await authority.openssl([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
            folder + "/ca.key", "-out", authority.certificate, "-days", "2", "-subj", "/CN=\(name)", "-addext",
            "keyUsage=critical,keyCertSign,cRLSign",
        ])
        try
            "[ca]\ndefault_ca=d\n[d]\ndatabase=\(folder)/index\ncrlnumber=\(folder)/number\ndefault_md=sha256\ndefault_crl_days=2\n"
            .write(toFile: folder + "/ca.conf", atomically: false, encoding: .utf8)
        try "".write(toFile: folder + "/index", atomically: false, encoding: .utf8)
        try "01\n".write(toFile: folder + "/number", atomically: false, encoding: .utf8)
        return authority
    }

    /// Issues a certificate: for these names and addresses, for these usages (`nil`: it does not say), until in so many days.
    func issue(
        _ name: String, for names: String = "DNS:localhost,IP:127.0.0.1", usages: String? = "serverAuth,clientAuth",
        days: Int = 2
    ) async throws -> TestIdentity {
        let (chain, key, request) = ("\(folder)/\(name).pem", "\(folder)/\(name).key", "\(folder)/\(name).csr")
        try await openssl([
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out",
            request, "-subj", "/CN=\(name)",
            "-addext", "subjectAltName=\(names)", "-addext",
            usages.map { "extendedKeyUsage=\($0)" } ?? "basicConstraints=CA:FALSE",
        ])
        try await sign(request, as: chain, days: days)
        return TestIdentity(authority: certificate, chain: chain, key: key)
    }

    /// Signs a request that somebody else has made, with what it asks for.
    func sign(_ request: String, as file: String, days: Int = 2) async throws {
        try await openssl([
            "x509", "-req", "-in", request, "-CA", certificate, "-CAkey", folder + "/ca.key", "-CAcreateserial", "-out",
            file, "-days", "\(days)", "-copy_extensions", "copy",
        ])
    }

    /// Revokes certificates; the list of all that it has revoked, as a file in PEM.
    func revoke(_ identities: TestIdentity...) async throws -> String {
        let start = ["ca", "-config", folder + "/ca.conf", "-cert", certificate, "-keyfile", folder + "/ca.key"]
        for identity in identities { try await openssl(start + ["-revoke", identity.chain]) }
        let list = folder + "/ca.crl"
        try await openssl(start + ["-gencrl", "-out", list])
        return list
    }

    private func openssl(_ arguments: [String]) async throws {
        let result = try await runTool(.openssl, arguments)
        try #require(result.exitCode == 0, "openssl \(arguments.first ?? ""): \(result.errors)")
    }
}

extension AgentProcess {
    /// Gives the agent a certificate of an authority.
    func takeCertificate(of authority: TestAuthority) async throws {
        let request = try await command(
            "cert", "device", "request", "--common-name", "agent.example", "--key", "ec-p256")
        let (file, answer) = (folder + "/device.csr", folder + "/device.answer.pem")
        try request.output.write(toFile: file, atomically: false, encoding: .utf8)
        try await authority.sign(file, as: answer)
        let taken = try await command("cert", "device", "upload", answer)
        try #require(taken.exitCode == 0, "\(taken.everything)")
    }

    /// Waits until a command prints something, or prints it no more; what it printed the last time.
    func waitFor(
        _ text: String, in arguments: [String], isThere: Bool = true, within seconds: Double = 20
    ) async throws -> String {
        let executable = try #require(Self.executable)
        let words = arguments + ["--state", folder]
        let found = try await eventually(within: seconds) {
            let printed = try await runTool(executable, words).everything
            return printed.contains(text) == isThere ? printed : nil
        }
        let last = try await runTool(executable, words).everything
        return try #require(
            found, "\(arguments) \(isThere ? "does not print" : "still prints") \(text): \(last.suffix(2000))")
    }
}
