import Foundation
import Logging
import Synchronization
import Testing

@testable import Settings

@Suite struct SettingsStoreTests {
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "/settings-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private var path: String { folder + "/agent.conf" }

    private func mode(_ path: String) throws -> Int {
        try #require(FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    private func write(_ text: String, mode: Int = 0o600) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    }

    private func openStore() throws -> SettingsStore {
        try SettingsStore(
            path: path, schema: schema, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    @Test func `a file that is missing is created private with the first change`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try openStore()
        let change = try store.change(module: "SNMP0", option: "community", to: .text("abc"))
        #expect(change.changedModules == ["SNMP0"])
        #expect(change.awaitingRestart.isEmpty)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "config change SNMP0 /community abc\n")
        #expect(try mode(path) == 0o600)
        #expect(store.shown == "config change SNMP0 /community \(Secret.mask)\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["agent.conf"])
    }

    @Test func `a reload takes a good file and refuses a bad one`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write("config change SNMP0 /port 1\n")
        let store = try openStore()
        try write("config change SNMP0 /port 2\nconfig add Q7\n")
        let change = try store.reload()
        #expect(change.changedModules == ["Q7", "SNMP0"])
        #expect(change.awaitingRestart == ["SNMP0 /port"])
        #expect(change.problems.map(\.severity) == [.note])
        try write("config change SNMP0 /port x\n")
        #expect(throws: SettingsError.self) { try store.reload() }
        #expect(try store.document.module(as: ServiceSettings.self).port == 2)
    }

    @Test func `secrets that everyone may read are refused`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write("config change SNMP0 /community abc\n", mode: 0o644)
        #expect { try openStore() } throws: { ($0 as? SettingsError)?.code == .exposedSecrets }
        #expect(try SettingsCheck(path: path, schema: schema).hasErrors)
        try write("config change SNMP0 /port 1\n", mode: 0o644)
        _ = try openStore()
        try write("config change SNMP0 /community abc\n", mode: 0o640)
        let check = try SettingsCheck(path: path, schema: schema)
        #expect(check.problems.map(\.severity) == [.warning])
        let store = try openStore()
        try store.change(module: "SNMP0", option: "port", to: .text("5"))
        #expect(try mode(path) == 0o600)
    }

    @Test func `an edit behind our back is not overwritten`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write("config change SNMP0 /port 1\n")
        let store = try openStore()
        try write("# an operator was here\nconfig change SNMP0 /port 1\n")
        #expect {
            try store.change(module: "SNMP0", option: "port", to: .text("5"))
        } throws: { ($0 as? SettingsError)?.code == .changedOnDisk }
        try store.reload()
        try store.change(module: "SNMP0", option: "port", to: .text("5"))
        #expect(
            try String(contentsOfFile: path, encoding: .utf8) == "# an operator was here\nconfig change SNMP0 /port 5\n"
        )
    }

    @Test func `a change that cannot be written changes nothing`() throws {
        let missing = try SettingsStore(
            path: folder + "/none/agent.conf", schema: schema,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect { try missing.change(module: "SNMP0", option: "port", to: .text("5")) } throws: {
            ($0 as? SettingsError)?.code == .fileFailed
        }
        #expect(try missing.document.module(as: ServiceSettings.self).port == 161)
    }

    @Test func `a restored backup is taken whole or not at all`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try openStore()
        try store.replace(text: "config change IP0 ETH0 /addr 10.0.0.1\nconfig change SNMP0 /enable\n")
        #expect(store.document.unknownModules == ["IP0 ETH0"])
        #expect(throws: SettingsError.self) { try store.replace(text: "config change SNMP0 /enabel\n") }
        #expect(try store.document.module(as: ServiceSettings.self).isEnabled)
    }

    @Test func `a link to the file stays a link`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try write("config change SNMP0 /port 1\n")
        let link = folder + "/link.conf"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        let store = try SettingsStore(
            path: link, schema: schema, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
        try store.change(module: "SNMP0", option: "port", to: .text("5"))
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == path)
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "config change SNMP0 /port 5\n")
    }

    @Test func `what is no text, too long or no file is refused`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try Data([0xff, 0xfe, 0x00]).write(to: URL(fileURLWithPath: path))
        #expect(throws: SettingsError.self) { try openStore() }
        try write(String(repeating: "# x\n", count: 300_000))
        #expect(throws: SettingsError.self) { try openStore() }
        #expect(throws: SettingsError.self) {
            try SettingsCheck(path: folder, schema: schema)
        }
    }

    @Test(.timeLimit(.minutes(1))) func `who reads the settings does not wait for a change that goes on`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try openStore()
        _ = try store.change(module: "SNMP0", option: "port", to: .text("7"))
        try store.replace { document throws(SettingsError) in
            #expect(store.shown == "config change SNMP0 /port 7\n")
            return try document.changing(module: "SNMP0", option: "port", to: .text("8"))
        }
        #expect(store.shown == "config change SNMP0 /port 8\n")
    }

    @Test func `the file is read again behind a change that goes on, not beside it`() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try openStore()
        try await withThrowingTaskGroup { group in
            for number in 1...200 {
                group.addTask { _ = try store.change(module: "SNMP0", option: "port", to: .text("\(number)")) }
                group.addTask { _ = try store.reload() }
            }
            try await group.waitForAll()
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == store.document.rendering(masked: false))
    }
}
