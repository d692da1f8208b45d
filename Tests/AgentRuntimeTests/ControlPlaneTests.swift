import Faults
import Foundation
import History
import IPDECTCore
import Journal
import LogForwarding
import NetworkValues
import Performance
import SNMPAgent
import ServiceReport
import Settings
import Snapshot
import TLSKit
import Testing
import WebAPI
import WebAccess
import WebServer

@testable import AgentRuntime

/// What the command line can ask of the agent, down to the settings file.
struct ControlPlaneTests {
    private static let secrets = [
        "public-enough", "another-door", "tell-nobody-1", "tell-nobody-2", "trap-door", "0815",
    ]
    private static let text = """
        # our agent
        config change SNMP0 /enable /community public-enough /port 16161
        config change SNMP0-COMMUNITY1 /community another-door
        config change SNMP0-USER1 /name op /auth SHA-256 /auth-password tell-nobody-1 /priv AES-128 \
        /priv-password tell-nobody-2
        config change SNMP0-TARGET1 /address 127.0.0.1 /version 2c /community trap-door
        # config change SNMP0 /community trap-door
        config change PHONE0 /pin 0815

        """

    private static let clerk = ConsoleUser("clerk")

    /// An agent's control over a core that runs while the test does.
    struct Fixture {
        let core: CoreFixture
        let control: ControlPlane

        init(_ text: String = ControlPlaneTests.text, log: String = "") async throws {
            core = try await CoreFixture(log: log)
            let path = core.folder.path + "/ipdect-agent.conf"
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
            let settings = try SettingsStore(path: path, schema: AgentSettings.schema, logger: CoreFixture.quiet)
            var random = SystemRandomNumberGenerator()
            let identity = try EngineIdentityFile(path: core.folder.path + "/engine").start(using: &random)
            let clock = core.clock
            let snmp = SNMPService(
                try SNMPConfiguration(settings.document), identity: identity, isColdStart: true, journal: core.journal,
                snapshots: core.store, logger: CoreFixture.quiet, now: { clock.now() })
            let security = Security(
                try CertificateStore(
                    folder: core.folder.path + "/tls", mac: nil, hostName: "host", now: { clock.now() },
                    logger: CoreFixture.quiet),
                settings: try settings.document.module(as: TLSSettings.self), core: core.core, store: core.store,
                clock: clock)
            let web = try WebClients(
                settings.document, contexts: security.contexts, logger: CoreFixture.quiet)
            let history = try History(
                folder: core.folder.path + "/history", settings: HistorySettings(), logger: CoreFixture.quiet)
            let records = AgentRecords(core.writer, clock: clock)
            let devices = try DeviceServices(
                settings.document, try StateFolder(path: core.folder.path + "/devices"), journal: core.journal,
                store: core.store, core: core.core, security: security, engine: snmp.status, simulates: false,
                clock: clock, logger: CoreFixture.quiet)
            control = ControlPlane(
                history: history,
                remoteWriting: try RemoteWriting(
                    settings.document, history: history, store: core.store, security: security, web: web, clock: clock,
                    logger: CoreFixture.quiet),
                advice: AdviceService(
                    try settings.document.module(as: AdviceSettings.self), of: core.store, into: core.core,
                    clock: clock),
                pings: PingService(
                    try settings.document.module(as: PingSettings.self), into: core.core, clock: clock),
                core: core.core, store: core.store, settingsStore: settings, snmp: snmp, security: security,
                web: web,
                logs: try LogServices(
                    settings.document, journal: core.journal, store: core.store, core: core.core, security: security,
                    web: web, clock: clock, logger: CoreFixture.quiet),
                alarmServices: try AlarmServices(
                    settings.document, journal: core.journal, store: core.store, core: core.core, security: security,
                    web: web, devices: devices.service, agentID: "80", clock: clock, logger: CoreFixture.quiet),
                capture: try CaptureServices(
                    settings.document, try StateFolder(path: core.folder.path + "/captures"), journal: core.journal,
                    store: core.store, core: core.core,
                    security: security, web: web, records: records, clock: clock, logger: CoreFixture.quiet),
                lan: try LANServices(
                    settings.document, try StateFolder(path: core.folder.path + "/lan"), core: core.core,
                    store: core.store, security: security, records: records, clock: clock, logger: CoreFixture.quiet),
                devices: devices,
                access: try AccessControl(settings.document, memoryPath: nil, now: { clock.now() }),
                reports: try ReportServices(
                    settings.document, try StateFolder(path: core.folder.path + "/reporting"),
                    ReportSources(
                        snapshot: { [store = core.store] in store.current }, journal: core.journal, history: history),
                    security: security, web: web, clock: clock, logger: CoreFixture.quiet),
                writer: core.writer, records: records, journal: core.journal,
                clock: clock, logger: CoreFixture.quiet)
        }

        var file: String {
            get throws { try String(contentsOfFile: core.folder.path + "/ipdect-agent.conf", encoding: .utf8) }
        }

        @discardableResult
        func running<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
            try await core.running(body)
        }
    }

    private func expectNoSecret(in shown: String, _ place: SourceLocation = #_sourceLocation) {
        for secret in Self.secrets { #expect(!shown.contains(secret), "\(shown)", sourceLocation: place) }
    }

    @Test func `the settings are shown without any secret`() async throws {
        let fixture = try await Fixture()
        let shown = fixture.control.settingsText
        expectNoSecret(in: shown)
        #expect(shown.contains("config change SNMP0 /enable /community ******** /port 16161"))
        #expect(shown.contains("# our agent") && shown.contains("/name op /auth SHA-256"))
        #expect(try fixture.file == Self.text)
    }

    @Test func `a change is in the file, and its answer and its display hold no secret`() async throws {
        let fixture = try await Fixture()
        try await fixture.running {
            let change = try await fixture.control.changeSettings(
                "config add SNMP0 /community tell-nobody-1 /contact Jörg\nconfig add SNMP0-TARGET1 /community 0815\n",
                by: Self.clerk)
            #expect(change.applied == ["SNMP0", "SNMP0-TARGET1"] && change.unknown == ["PHONE0"])
            expectNoSecret(in: "\(change)")
            #expect(try fixture.file.contains("config add SNMP0 /community tell-nobody-1 /contact Jörg"))
            expectNoSecret(in: fixture.control.settingsText)
        }
        await fixture.core.journal.close()
    }

    @Test(arguments: [
        "config add SNMP0 /community public-enough /prot 1", "config add SNMP0 /comunity public-enough",
        "config add SNMP0 /community public-enough public-enough", "config add SNMP0 public-enough",
        "SNMP0 /community public-enough",
        "public-enough", "config add SNMP0 /community \"public-enough", "vars create SNMP0 pc public-enough",
        "mod cmd SNMP0 public-enough", "config write public-enough", "config set SNMP0 /community public-enough",
        "config add SNMP0-USER2 /auth-password tell-nobody-1",
        "config add SNMP0-USER1 /name op /auth SHA-256 /auth-password 0815",
        "config add SNMP0-TARGET2 /address 10.0.0.1 /version 3 /community trap-door /user nobody",
        "config add SNMP0-USER99 /auth-password tell-nobody-2",
        "config add SNMP0-COMMUNITY2 /community another-door /view nowhere",
        "config add SNMP0 /community \"\u{1}public-enough\"",
    ])
    func `a change that is refused shows no secret and changes nothing`(line: String) async throws {
        let fixture = try await Fixture()
        try await fixture.running {
            do {
                let change = try await fixture.control.changeSettings(
                    "config add SNMP0 /contact x\n\(line)\n", by: Self.clerk)
                Issue.record("taken up: \(change)")
            } catch {
                expectNoSecret(in: "\(error)")
                #expect("\(error)".count > 10)
            }
            let file = try fixture.file
            #expect(file == Self.text)
        }
    }

    @Test func `settings that were read again are in use, or the old ones stay`() async throws {
        let fixture = try await Fixture()
        let path = fixture.core.folder.path + "/ipdect-agent.conf"
        try await fixture.running {
            try (Self.text + "config add SNMP0 /location Attic\n").write(
                toFile: path, atomically: false, encoding: .utf8)
            #expect(try await fixture.control.reloadSettings(by: Self.clerk).applied == ["SNMP0"])
            #expect(fixture.control.settingsText.contains("/location Attic"))
            try (Self.text + "config add SNMP0 /port public-enough\n").write(
                toFile: path, atomically: false, encoding: .utf8)
            do {
                _ = try await fixture.control.reloadSettings(by: Self.clerk)
                Issue.record("settings with an error were taken up")
            } catch {
                #expect("\(error)".contains("/port"))
            }
            let shown = fixture.control.settingsText
            #expect(shown.contains("/location Attic"))
        }
    }

    @Test func `a reload refuses what one module says of another, and the old settings stay`() async throws {
        let fixture = try await Fixture()
        let path = fixture.core.folder.path + "/ipdect-agent.conf"
        try await fixture.running {
            try (Self.text + "config change SNMP0-TARGET2 /address 10.0.0.1 /version 3 /user nobody\n").write(
                toFile: path, atomically: false, encoding: .utf8)
            await #expect(throws: SettingsError.self) { _ = try await fixture.control.reloadSettings(by: Self.clerk) }
            let shown = fixture.control.settingsText
            #expect(!shown.contains("nobody"))
        }
    }

    @Test func `a remapped fault is in the file and in the next snapshot, and can go back`() async throws {
        let fixture = try await Fixture()
        try await fixture.running {
            try await fixture.control.remap(.ipTcpBindError, to: .disabled, by: Self.clerk)
            #expect(try fixture.file.contains("FAULT0 /disabled \(FaultCode.ipTcpBindError)"))
            await fixture.core.core.submit([.raise(.ipInterfaceDown)])
            #expect(fixture.control.snapshot.severities.seriousness(of: .ipTcpBindError) == .disabled)
            try await fixture.control.remap(.ipTcpBindError, to: nil, by: Self.clerk)
            await fixture.core.core.submit([.clear(.ipInterfaceDown)])
            #expect(fixture.control.snapshot.severities.overrides.isEmpty)
            #expect(try !fixture.file.contains("\(FaultCode.ipTcpBindError)"))
        }
    }

    @Test func `an alarm is acknowledged for good, an unknown one is not`() async throws {
        let fixture = try await Fixture()
        try await fixture.running {
            await fixture.core.core.submit([.raise(.ipInterfaceDown)])
            #expect(await fixture.control.acknowledge(alarm: 1))
            #expect(await !fixture.control.acknowledge(alarm: 2))
            let kept = try await fixture.core.journal.restoreAlarms()
            #expect(kept.alarms.map(\.acknowledged) == [true])
        }
    }

    @Test func `what the core refuses is thrown`() async throws {
        let fixture = try await Fixture()
        let mac = try #require(MACAddress("00:01:3e:00:00:09"))
        try await fixture.running {
            _ = await #expect(throws: SiteRefusal.unknownRadio(mac)) {
                try await fixture.control.operate([.radioDeleted(mac)], telling: [])
            }
        }
    }

    // MARK: Records of changes

    private func changes(_ fixture: Fixture) async throws -> [String] {
        try await fixture.core.lines().filter { $0.topic == .configChanges }.map(\.text)
    }

    @Test func `each change leaves a line that says who made it, and never a secret`() async throws {
        let fixture = try await Fixture()
        try await fixture.running {
            _ = try await fixture.control.changeSettings(
                "config add SNMP0 /community another-door /contact Jörg\nconfig rem SNMP0-COMMUNITY1\n", by: Self.clerk)
            try await fixture.control.remap(.ipTcpBindError, to: .disabled, by: ConsoleUser("10.0.0.9"))
        }
        let lines = try await changes(fixture)
        #expect(
            lines == [
                "SNMP0 /community was changed (by clerk)", "SNMP0 /contact was set to Jörg (by clerk)",
                "SNMP0-COMMUNITY1 /community was cleared (by clerk)",
                "FAULT0 /disabled was set to \(FaultCode.ipTcpBindError) (by 10.0.0.9)",
            ])
        expectNoSecret(in: "\(lines)")
    }

    @Test func `with the topic off, what must be traceable is logged all the same`() async throws {
        let fixture = try await Fixture(log: "/topics \"\"")
        let path = fixture.core.folder.path + "/ipdect-agent.conf"
        try await fixture.running {
            _ = try await fixture.control.changeSettings(
                "config add SNMP0 /community another-door /contact Jörg /name agent /rate 7", by: Self.clerk)
            _ = try await fixture.control.changeSettings("config add LOG0 /level info", by: Self.clerk)
            _ = try await fixture.control.changeSettings("config add PHONE0 /pin 4711", by: Self.clerk)
            let text = try fixture.file
            try (text + "config add SNMP0-USER1 /view all\n").write(toFile: path, atomically: false, encoding: .utf8)
            _ = try await fixture.control.reloadSettings(by: ConsoleUser("SIGHUP"))
            _ = try await fixture.control.reloadSettings(by: ConsoleUser("SIGHUP"))
        }
        #expect(
            try await changes(fixture) == [
                "SNMP0 /community was changed (by clerk)", "SNMP0 /name was set to agent (by clerk)",
                "LOG0 /level was set to info (by clerk)",
                "PHONE0 was changed; its values are not shown (by clerk)",
                "the settings file was read again (by SIGHUP)", "SNMP0-USER1 /view was set to all (by SIGHUP)",
            ])
    }

    @Test func `what an operator does is logged with who did it, whatever the topics say`() async throws {
        let fixture = try await Fixture(log: "/topics \"\"")
        let mac = try #require(MACAddress("00:01:3e:00:00:09"))
        try await fixture.running {
            await fixture.core.core.submit([.raise(.ipInterfaceDown)])
            try await ConsoleUser.$current.withValue(Self.clerk) {
                #expect(await fixture.control.acknowledge(alarm: 1))
                #expect(await fixture.control.acknowledge(alarm: 1))
                #expect(await !fixture.control.acknowledge(alarm: 9))
                try await fixture.control.operate(
                    [.trafficCleared], telling: [ConsoleChange("traffic", "the counters were cleared")])
                try? await fixture.control.operate(
                    [.radioDeleted(mac)], telling: [ConsoleChange("radios", "not that one")])
                await fixture.control.clearEvents()
                _ = try await fixture.control.changeSettings(
                    by: Self.clerk, telling: ConsoleChange("config", "the settings were restored from a file")
                ) { document in document.removing(module: "SNMP0-COMMUNITY1") }
            }
        }
        let lines = try await changes(fixture)
        #expect(lines.count == 5, "\(lines)")
        #expect(lines[0].hasPrefix("alarm 1, \(FaultCode.ipInterfaceDown) on "))
        #expect(lines[0].hasSuffix(", was acknowledged (by clerk)"))
        #expect(
            Array(lines.dropFirst()) == [
                "the counters were cleared (by clerk)", "the event history was cleared, it had 1 records (by clerk)",
                "the settings were restored from a file (by clerk)",
                "SNMP0-COMMUNITY1 /community was cleared (by clerk)",
            ])
    }

    @Test func `the topics are switched while the agent runs`() async throws {
        let fixture = try await Fixture()
        try await fixture.running {
            _ = try await fixture.control.changeSettings("config add LOG0 /topics login,tcp", by: Self.clerk)
        }
        #expect(fixture.core.writer.settings.topics == [.login, .tcp])
        #expect(try await changes(fixture) == ["LOG0 /topics was set to login,tcp (by clerk)"])
    }
}
