import Faults
import Foundation
import Journal
import NetworkValues
import SNMPAgent
import SNMPProtocol
import Settings
import Snapshot
import Testing
import WebAPI
import WebServer

@testable import AgentRuntime

/// What SET does behind the engine: settings, alarms and the log, all or nothing.
struct SNMPWriterTests {
    private static let origin = WriteOrigin(user: "op", address: .v4(0xc000_0207))

    private func numbered(_ changes: ManagedChange...) -> [NumberedChange] {
        changes.enumerated().map { NumberedChange(index: $0.offset + 1, change: $0.element) }
    }

    private func failure(
        of changes: [NumberedChange], _ fixture: ControlPlaneTests.Fixture
    ) async -> WriteFailure? {
        do throws(WriteFailure) {
            try await SNMPWriter(fixture.control).apply(changes, by: Self.origin)
            return nil
        } catch {
            return error
        }
    }

    @Test func `everything is in the file, in the next snapshot and in the log when it returns`() async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        try await fixture.running {
            await fixture.core.core.submit([.raise(.ipInterfaceDown)])
            let changes = numbered(
                .contact("Erika"), .name("dect"), .location("Hall 4"), .authenticationTraps(true),
                .seriousness(.ipTcpBindError, .disabled), .acknowledged(alarm: 1, true))
            #expect(await failure(of: changes, fixture) == nil)
            let file = try fixture.file
            for part in ["/contact Erika", "/name dect", "/location \"Hall 4\"", "/auth-trap", "FAULT0 /disabled"] {
                #expect(file.contains(part), "\(file)")
            }
            let snapshot = fixture.control.snapshot
            #expect(snapshot.agent.systemContact == "Erika" && snapshot.agent.systemName == "dect")
            #expect(snapshot.agent.systemLocation == "Hall 4")
            #expect(snapshot.severities.seriousness(of: .ipTcpBindError) == .disabled)
            #expect(snapshot.alarms.alarm(number: 1)?.acknowledged == true)
            #expect(try await fixture.core.journal.restoreAlarms().alarms.map(\.acknowledged) == [true])
            let lines = try await fixture.core.journal.records(after: 0, limit: 100).compactMap { record -> String? in
                if case .log(let line) = record.content { line.text } else { nil }
            }
            #expect(lines.contains("sysContact was changed from nothing to \"Erika\" (by SNMP user op from 192.0.2.7)"))
            #expect(
                lines.contains(
                    "alarm 1 was changed from not acknowledged to acknowledged (by SNMP user op from 192.0.2.7)"))
        }
    }

    @Test func `what is set back to the standard leaves the file`() async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        try await fixture.running {
            let before = try fixture.file
            let standard = SeverityMap().seriousness(of: .ipTcpBindError)
            #expect(
                await failure(
                    of: numbered(.seriousness(.ipTcpBindError, .disabled), .contact("x"), .authenticationTraps(true)),
                    fixture) == nil)
            #expect(
                await failure(
                    of: numbered(.seriousness(.ipTcpBindError, standard), .contact(""), .authenticationTraps(false)),
                    fixture) == nil)
            let settings = fixture.control.settings
            #expect(try settings.module(as: SeveritySettings.self).overrides.isEmpty)
            let file = try fixture.file
            #expect(!file.contains("/contact") && !file.contains("/auth-trap"))
            #expect(file.hasPrefix(String(before.prefix(40))))
        }
    }

    @Test func `an alarm that is over stops the whole request`() async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        try await fixture.running {
            let before = try fixture.file
            let changes = numbered(.contact("x"), .acknowledged(alarm: 7, true))
            #expect(await failure(of: changes, fixture) == WriteFailure(.inconsistentName, index: 2))
            let file = try fixture.file
            #expect(file == before)
        }
    }

    @Test func `a file that somebody changed is left alone`() async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        try await fixture.running {
            let path = fixture.core.folder.path + "/ipdect-agent.conf"
            let text = try fixture.file + "# by hand\n"
            try text.write(toFile: path, atomically: false, encoding: .utf8)
            let changes = numbered(.authenticationTraps(true), .contact("x"))
            #expect(await failure(of: changes, fixture) == WriteFailure(.resourceUnavailable, index: 1))
            let file = try fixture.file
            #expect(file == text)
            #expect(fixture.control.snapshot.agent.systemContact.isEmpty)
        }
    }

    @Test func `a disk that takes no settings changes nothing`() async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        try await fixture.running {
            let path = fixture.core.folder.path + "/ipdect-agent.conf"
            try FileManager.default.removeItem(atPath: path)
            // A folder in the file's place: it can neither be read nor replaced.
            try FileManager.default.createDirectory(atPath: path + "/x", withIntermediateDirectories: true)
            await fixture.core.core.submit([.raise(.ipInterfaceDown)])
            let changes = numbered(.acknowledged(alarm: 1, true), .contact("x"))
            #expect(await failure(of: changes, fixture) == WriteFailure(.commitFailed, index: 2))
            #expect(fixture.control.snapshot.alarms.alarm(number: 1)?.acknowledged == false)
            #expect(fixture.control.snapshot.agent.systemContact.isEmpty)
        }
    }

    @Test func `settings are taken back when the journal takes no acknowledgement`() async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        try await fixture.running {
            await fixture.core.core.submit([.raise(.ipInterfaceDown)])
            let options = fixture.control.settings.givenOptions(of: "SNMP0")
            await fixture.core.journal.close()
            let changes = numbered(.contact("x"), .acknowledged(alarm: 1, true))
            #expect(await failure(of: changes, fixture) == WriteFailure(.commitFailed, index: 2))
            let back = fixture.control.settings.givenOptions(of: "SNMP0")
            #expect(back == options)
            let file = try fixture.file
            #expect(!file.contains("/contact"))
            // The next snapshot comes when the journal takes records again.
            #expect(fixture.control.snapshot.alarms.alarm(number: 1)?.acknowledged == false)
        }
    }

    @Test func `alarms are acknowledged while others come and go faster than the journal takes them`() async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        let core = fixture.core.core
        try await fixture.running {
            await core.submit([.raise(.ipInterfaceDown)])
            let storm = Task {
                while !Task.isCancelled {
                    await withTaskGroup { group in
                        for number in 0..<4 {
                            group.addTask {
                                await core.submit([.raise(.ipTcpBindError, source: "P\(number)")])
                                await core.submit([.clear(.ipTcpBindError, source: "P\(number)")])
                            }
                        }
                    }
                }
            }
            for round in 0..<40 {
                let isAcknowledged = round.isMultiple(of: 2)
                #expect(await failure(of: numbered(.acknowledged(alarm: 1, isAcknowledged)), fixture) == nil)
                #expect(fixture.control.snapshot.alarms.alarm(number: 1)?.acknowledged == isAcknowledged)
            }
            storm.cancel()
            await storm.value
        }
    }
}
