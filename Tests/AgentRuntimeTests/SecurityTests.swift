import DeviceFeeds
import Faults
import Journal
import NetworkValues
import Settings
import Snapshot
import Synchronization
import TLSKit
import Testing

@testable import AgentRuntime

/// Which changes of certificates reach the connections.
struct SecurityTests {
    @Test func `a rejected chain leaves contexts and connections alone, a trusted one does not`() async throws {
        let core = try await CoreFixture()
        let clock = core.clock
        let certificates = try CertificateStore(
            folder: core.folder.path + "/tls", mac: nil, hostName: "host", now: { clock.now() },
            logger: CoreFixture.quiet)
        let document = SettingsDocument(ConfigText(""), schema: AgentSettings.schema)
        let security = Security(
            certificates, settings: try document.module(as: TLSSettings.self), core: core.core, store: core.store,
            clock: clock)
        let changes = Mutex(0)
        security.onChange { changes.withLock { $0 += 1 } }
        try await core.running {
            let run = Task { try await security.run() }
            let purpose = TLSContexts.Purpose.client("log server 1", .full)
            let context = try security.contexts.context(for: purpose)
            let chain = certificates.identity.chain
            certificates.noteRejected(
                chain, CertificateRejection(number: 18), peer: "192.0.2.1:6514", purpose: "relay")
            // The alarm tells that the change has been looked at.
            let isSeen = try await eventually {
                core.store.current.alarms.alarms.contains { $0.text.hasPrefix("A certificate was rejected") }
            }
            #expect(isSeen)
            #expect(changes.withLock(\.self) == 0)
            #expect(try security.contexts.context(for: purpose) === context)
            try certificates.trust(chain)
            let isTold = try await eventually { changes.withLock(\.self) == 1 }
            #expect(isTold)
            #expect(try security.contexts.context(for: purpose) !== context)
            run.cancel()
            try await run.value
        }
        await core.journal.close()
    }

    /// Asks again and again until the answer is there, at most 20 seconds.
    private func eventually(_ isSo: () async -> Bool) async throws -> Bool {
        for _ in 0..<2000 {
            if await isSo() { return true }
            try await Task.sleep(for: .milliseconds(10))
        }
        return await isSo()
    }
}
