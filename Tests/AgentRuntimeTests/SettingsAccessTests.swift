import Foundation
import Settings
import Testing
import WebAccess
import WebServer

@testable import AgentRuntime

/// Who may change settings may not for that reason change who may log in.
struct SettingsAccessTests {
    private static let hash =
        "scrypt$16384$8$1$MDEyMzQ1Njc4OWFiY2RlZg$2uvLTxi8SC_g49ZDnfCUFTMEFLqdL18MDx79QUQN_6M"
    private static let account = "config change HTTP0-USER1 /name olga /role system-administrator /password \(hash)\n"
    private static let other = "config change HTTP0-USER2 /name eve /role system-administrator /password \(hash)\n"
    private static let token =
        "config change HTTP0-TOKEN1 /name eve /scopes all /hash " + String(repeating: "ab", count: 32) + "\n"
    private static let weaker = "config change HTTP0-ACCESS /digest\n"

    private static let clerk = ConsoleUser("token clerk")
    private static let administrator = ConsoleUser("olga", mayManageAccess: true)

    private struct Desk {
        let folder: TemporaryFolder
        let store: SettingsStore

        init() throws {
            folder = try TemporaryFolder()
            let path = folder.path + "/ipdect-agent.conf"
            store = try SettingsStore(path: path, schema: AgentSettings.schema, logger: CoreFixture.quiet)
            try store.replace(text: SettingsAccessTests.account)
        }

        func put(_ text: String, by user: ConsoleUser) throws {
            _ = try store.replace({ SettingsDocument(ConfigText(text), schema: $0.schema) }, by: user)
        }

        func write(_ text: String) throws {
            try text.write(toFile: store.path, atomically: false, encoding: .utf8)
        }

        /// The code with which something is refused; `nil` when it is not.
        func refusal(_ body: () throws -> Void) -> AccessError? {
            do {
                try body()
                return nil
            } catch {
                return error as? AccessError
            }
        }
    }

    @Test(arguments: [account + other, account + token, account + weaker, other, "", "# nothing"])
    func `who only changes settings makes no account, token or way in`(text: String) throws {
        let desk = try Desk()
        let before = desk.store.document.rendering(masked: false)
        let refusal = desk.refusal { try desk.put(text, by: Self.clerk) }
        #expect(refusal?.code == .notAllowed && refusal?.message.contains("HTTP0-") == true)
        #expect(desk.store.document.rendering(masked: false) == before)
        #expect(try String(contentsOfFile: desk.store.path, encoding: .utf8) == before)
    }

    @Test func `lines, options and modules are all the same way`() throws {
        let desk = try Desk()
        let options = desk.refusal {
            _ = try desk.store.replace(
                { document throws(SettingsError) in
                    try document.changing(module: "HTTP0-USER1", option: "name", to: .text("eve"))
                }, by: Self.clerk)
        }
        #expect(options?.code == .notAllowed)
        let removal = desk.refusal {
            _ = try desk.store.replace({ $0.removing(module: "HTTP0-USER1") }, by: Self.clerk)
        }
        #expect(removal?.code == .notAllowed)
        let other = desk.refusal {
            _ = try desk.store.replace(
                { document throws(SettingsError) in
                    try document.changing(module: "SNMP0", option: "name", to: .text("x"))
                }, by: Self.clerk)
        }
        #expect(other == nil && desk.store.document.contains("SNMP0"))
    }

    @Test func `who manages access may, but not remove the last account`() throws {
        let desk = try Desk()
        try desk.put(Self.account + Self.other + Self.token + Self.weaker, by: Self.administrator)
        try desk.put(Self.other, by: Self.administrator)
        let refusal = desk.refusal { try desk.put(Self.token, by: Self.administrator) }
        #expect(refusal?.code == .invalidValue && refusal?.message.contains("default password") == true)
        #expect(desk.store.document.contains("HTTP0-USER2"))
    }

    @Test func `a file is read again for whoever may do what it asks for`() throws {
        let desk = try Desk()
        try desk.write(Self.account + Self.other)
        #expect(desk.refusal { _ = try desk.store.reload(by: Self.clerk) }?.code == .notAllowed)
        #expect(!desk.store.document.contains("HTTP0-USER2"))
        _ = try desk.store.reload(by: ConsoleUser("SIGHUP", mayManageAccess: true))
        #expect(desk.store.document.contains("HTTP0-USER2"))
        try desk.write(Self.account + Self.other + "config change SNMP0 /name x\n")
        _ = try desk.store.reload(by: Self.clerk)
        #expect(desk.store.document.contains("SNMP0"))
    }

    @Test func `changes of access are always in the journal`() throws {
        let desk = try Desk()
        let before = desk.store.document
        let change = try desk.store.replace(
            { SettingsDocument(ConfigText(Self.account + Self.weaker + Self.token), schema: $0.schema) },
            by: Self.administrator)
        let differences = change.document.differences(from: before)
        #expect(!differences.isEmpty && differences.allSatisfy { TracedSettings.contains($0) })
    }
}
