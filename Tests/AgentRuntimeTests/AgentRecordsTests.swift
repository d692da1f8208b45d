import Journal
import LogForwarding
import NetworkValues
import SNMPAgent
import TLSKit
import WebAPI
import Testing

@testable import AgentRuntime

/// What happens to the agent itself, as lines of the log.
struct AgentRecordsTests {
    private func records(
        log: String = "", _ body: (AgentRecords) throws -> Void
    ) async throws -> [LogRecord] {
        let fixture = try await CoreFixture(log: log)
        try body(AgentRecords(fixture.writer, clock: fixture.clock))
        return try await fixture.lines()
    }

    @Test func `a refused message of SNMP is a log-in attempt with its reason`() async throws {
        let source = MessageSource(address: .v4(0x0a00_0007), port: 4711)
        let lines = try await records { records in
            for reason in [AuthenticationFailure.Reason.unknownCommunity, .wrongDigest] {
                records.authenticationFailed(AuthenticationFailure(reason: reason, source: source))
            }
            records.loginAttempt(user: "op", from: "10.0.0.8", over: "HTTPS")
        }
        #expect(
            lines.map(\.text) == [
                "log-in from 10.0.0.7 over SNMP was refused: the community is not known, or not for that address",
                "log-in from 10.0.0.7 over SNMP was refused: the password is wrong",
                "log-in of op from 10.0.0.8 over HTTPS succeeded",
            ])
        #expect(lines.map(\.severity) == [4, 4, 6] && lines.allSatisfy { $0.topic == .login })
    }

    @Test func `a rejected certificate is logged with reason, peer and purpose`() async throws {
        let rejection = CertificateRejection(number: 18)
        let lines = try await records { records in
            records.certificateRejected([], rejection, peer: "10.0.0.7:6514", purpose: "log server 1")
        }
        let line = try #require(lines.first)
        #expect(line.topic == .rejectedCertificates && line.severity == 4 && line.module == "tls")
        #expect(
            line.text
                == "the certificate of 10.0.0.7:6514 was rejected (log server 1): \(rejection.text) [18]; "
                + "it showed none")
    }

    @Test func `certificates that change are logged in any case, rejected ones by their switch`() async throws {
        let rejection = CertificateRejection(number: 10)
        let lines = try await records(log: "/topics \"\"") { records in
            records.changed(ConsoleChange("certificates", "trusted: CN=root"), by: "clerk")
            records.certificateRejected([], rejection, peer: "a", purpose: "b")
        }
        #expect(lines.map(\.text) == ["trusted: CN=root (by clerk)"])
        #expect(lines.map(\.topic) == [.configChanges])
    }
}
