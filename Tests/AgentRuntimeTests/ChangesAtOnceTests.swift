import DeviceFeeds
import Faults
import NetworkValues
import SNMPAgent
import SNMPProtocol
import Settings
import Snapshot
import Testing
import WebServer

@testable import AgentRuntime
@testable import WebAPI

/// Changes of the settings that several make at the same time, by the console, the command line and SNMP.
struct ChangesAtOnceTests {
    private static let clerk = ConsoleUser("clerk")

    @Test func `of changes that many make at once, over SNMP too, each holds in the file and in use`() async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        let control = fixture.control
        let codes = FaultCatalogue.all.map(\.code).prefix(20)
        let overrides = Dictionary(uniqueKeysWithValues: codes.map { ($0, Seriousness.disabled) })
        let origin = WriteOrigin(user: "op", address: .v4(0xc000_0207), isOverTLS: false)
        try await fixture.running {
            try await withThrowingTaskGroup { group in
                for code in codes { group.addTask { try await control.remap(code, to: .disabled, by: Self.clerk) } }
                for option in ["/contact Jane", "/location Attic", "/rate 7"] {
                    group.addTask { _ = try await control.changeSettings("config add SNMP0 \(option)", by: Self.clerk) }
                }
                group.addTask {
                    try await SNMPWriter(control).apply([NumberedChange(index: 1, change: .name("roof"))], by: origin)
                }
                group.addTask { _ = try await control.reloadSettings(by: Self.clerk) }
                try await group.waitForAll()
            }
            await fixture.core.core.submit([.raise(.ipInterfaceDown)])
            let (snapshot, settings) = (control.snapshot, control.settings)
            #expect(snapshot.severities.overrides == overrides)
            let agent = snapshot.agent
            #expect([agent.systemName, agent.systemContact, agent.systemLocation] == ["roof", "Jane", "Attic"])
            let read = try SettingsStore(
                path: fixture.core.folder.path + "/ipdect-agent.conf", schema: AgentSettings.schema,
                logger: CoreFixture.quiet)
            #expect(read.document.rendering(masked: false) == settings.rendering(masked: false))
            #expect(try read.document.module(as: SeveritySettings.self).map.overrides == overrides)
        }
    }

    @Test func `of two lists of devices that are taken in at once, both hold`() async throws {
        let fixture = try await ControlPlaneTests.Fixture()
        let control = fixture.control
        let importer = DeviceListImporter(control: control, service: control.devices.service)
        let lists = (0..<4).map { list in
            DeviceListCSV.read(Array("address\n192.0.2.\(2 * list + 1)\n192.0.2.\(2 * list + 2)\n".utf8))
        }
        try await fixture.running {
            try await withThrowingTaskGroup { group in
                for list in lists { group.addTask { try await importer.take(list, isCheck: false) } }
                for try await view in group { #expect(view.added == 2 && view.isApplied && view.errors.isEmpty) }
            }
            let addresses = try FeedConfiguration(control.settings).devices.map { "\($0.address)" }
            #expect(addresses.sorted() == (1...8).map { "192.0.2.\($0)" })
        }
    }
}
