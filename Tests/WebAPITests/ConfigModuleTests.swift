import Foundation
import HTTPTypes
import Settings
import Testing
import WebServer
import WebSupport

@testable import WebAPI

/// The settings module by module, as forms read and change them.
struct ConfigModuleTests {
    private let control = FakeControl()
    private var client: RouterClient { control.client }
    private static let path = "/api/v1/config/modules"

    private func values(_ name: String) async throws -> ModuleValuesView {
        try await client.get(Self.path + "/" + name).value()
    }

    private func fields(_ problem: Problem) -> [String] { problem.errors?.compactMap(\.field) ?? [] }

    @Test func `modules are described with all that a form needs`() async throws {
        let modules = try await client.get(Self.path).value([ModuleView].self)
        #expect(modules.map(\.name) == ["HTTP0", "RECEIVER"])
        let receiver = modules[1]
        #expect(receiver.instances == .init(first: 1, last: 3) && receiver.present == ["RECEIVER2"])
        #expect(receiver.summary == "Somebody who is told.")
        let options = Dictionary(uniqueKeysWithValues: receiver.options.map { ($0.name, $0) })
        #expect(options["name"]?.isRequired == true && options["name"]?.kind.minimumLength == 1)
        #expect(options["name"]?.kind.maximumLength == 16 && options["name"]?.kind.type == "text")
        #expect(options["password"]?.kind.type == "secret" && options["password"]?.defaultValue == nil)
        #expect(options["kind"]?.kind.choices == ["fast", "slow"] && options["kind"]?.defaultValue == .text("slow"))
        #expect(options["ports"]?.kind.isList == true && options["ports"]?.kind.type == "integer")
        #expect(options["ports"]?.kind.minimum == 1 && options["ports"]?.kind.maximum == 9)
        #expect(options["id"]?.kind.type == "octets" && options["id"]?.kind.maximum == 4)
        #expect(options["loud"]?.kind.type == "flag" && options["loud"]?.manualSection == "4.9.3")
        let http = Dictionary(uniqueKeysWithValues: modules[0].options.map { ($0.name, $0) })
        #expect(http["port"]?.defaultValue == .integer(80) && http["port"]?.takesEffect == "restart")
        #expect(http["address"]?.defaultValue == .list([.text("127.0.0.1")]))
    }

    @Test func `values are shown as they stand, secrets only as set`() async throws {
        let receiver = try await values("RECEIVER2")
        #expect(receiver.values == ["name": .text("attic"), "kind": .text("fast")])
        #expect(receiver.secrets == ["password"] && receiver.isPresent && receiver.module == "RECEIVER")
        #expect(try await values("HTTP0").values["address"] == .list([.text("127.0.0.1"), .text("::1")]))
        let free = try await values("RECEIVER1")
        #expect(!free.isPresent && free.values.isEmpty && free.secrets.isEmpty)
        for name in ["RECEIVER", "RECEIVER4", "RECEIVER02", "HTTP", "PHONE", "HTTP0%20X"] {
            _ = try await client.get(Self.path + "/" + name).problem(404)
        }
    }

    @Test func `what was read can be put back and changes nothing`() async throws {
        for name in ["HTTP0", "RECEIVER2"] {
            let body = try JSONEncoder().encode(try await values(name).values)
            let answer = try await client.send(.put, Self.path + "/" + name, body: [UInt8](body))
            #expect(try answer.value(SettingsChange.self).applied.isEmpty)
        }
        #expect(control.settings.givenOptions(of: "RECEIVER2")["password"] == ["very secret"])
        #expect(control.settings.text.text.hasPrefix("# the hall\n"))
    }

    @Test func `PUT states the whole module and leaves secrets`() async throws {
        let body = #"{"name":"roof","loud":true,"kind":"fast","ports":[1,"2",9],"id":"0a:0b"}"#
        _ = try await client.send(.put, Self.path + "/RECEIVER2", text: body).value(SettingsChange.self)
        let given = control.settings.givenOptions(of: "RECEIVER2")
        #expect(given["name"] == ["roof"] && given["loud"] == [nil] && given["ports"] == ["1,2,9"])
        #expect(given["password"] == ["very secret"])
        _ = try await client.send(.put, Self.path + "/RECEIVER2", text: #"{"name":"roof","password":null}"#)
            .value(SettingsChange.self)
        #expect(control.settings.givenOptions(of: "RECEIVER2").keys.sorted() == ["name"])
    }

    @Test func `PATCH changes what it names`() async throws {
        let body = #"{"kind":null,"network":"10.0.0.0/8","password":"another \"one\""}"#
        _ = try await client.send(.patch, Self.path + "/RECEIVER2", text: body).value(SettingsChange.self)
        let given = control.settings.givenOptions(of: "RECEIVER2")
        #expect(given["name"] == ["attic"] && given["kind"] == nil && given["network"] == ["10.0.0.0/8"])
        #expect(given["password"] == [#"another "one""#])
        _ = try await client.send(.patch, Self.path + "/RECEIVER1", text: "{}").problem(404)
    }

    @Test func `every mistake is named beside its field at once`() async throws {
        let body = #"{"name":"","password":"abc","kind":"quick","ports":[1,12],"network":"x","nmae":"y"}"#
        let problem = try await client.send(.put, Self.path + "/RECEIVER2", text: body).problem(422)
        #expect(Set(fields(problem)) == ["name", "password", "kind", "ports", "network", "nmae"])
        #expect(!"\(problem)".contains("abc"))
        #expect(problem.errors?.first { $0.field == "kind" }?.detail.contains("fast, slow") == true)
        #expect(problem.errors?.first { $0.field == "nmae" }?.detail.hasSuffix("(did you mean name?)") == true)
        #expect(control.calls.isEmpty)
    }

    @Test(arguments: [
        (#"{"name":true}"#, "name"), (#"{"loud":"yes"}"#, "loud"), (#"{"kind":["fast"]}"#, "kind"),
        (#"{"ports":["1,2"]}"#, "ports"), (#"{"ports":[[1]]}"#, "ports"), (#"{"ports":[""]}"#, "ports"),
        (#"{"ports":true}"#, "ports"), (#"{"name":"a\nconfig change HTTP0"}"#, "name"),
        (#"{"loud":true,"kind":"slow"}"#, "loud"),
    ])
    func `a value of another kind is refused with its field`(body: String, field: String) async throws {
        let problem = try await client.send(.patch, Self.path + "/RECEIVER2", text: body).problem(422)
        #expect(problem.field == field && fields(problem) == [field])
        #expect(control.calls.isEmpty)
    }

    @Test func `what is no object of values is malformed`() async throws {
        for body in ["[]", "7", "", #"{"name":{"a":1}}"#, #"{"ports":[null]}"#, #"{"ports":[1.5]}"#] {
            _ = try await client.send(.put, Self.path + "/RECEIVER2", text: body).problem(400)
        }
    }

    @Test func `an instance is added under the lowest free number and removed`() async throws {
        let missing = try await client.send(.post, Self.path + "/RECEIVER", text: "{}").problem(422)
        #expect(missing.field == "name" && fields(missing) == ["name"])
        let answer = try await client.send(.post, Self.path + "/RECEIVER", text: #"{"name":"cellar"}"#)
        #expect(answer.status == 201 && answer.headers[.location] == "/api/v1/config/modules/RECEIVER1")
        #expect(control.settings.givenOptions(of: "RECEIVER1") == ["name": ["cellar"]])
        let third = try await client.send(.post, Self.path + "/RECEIVER", text: #"{"name":"tower"}"#)
        let addition = try JSONDecoder().decode(ModuleAdditionView.self, from: Data(third.body))
        #expect(addition.name == "RECEIVER3" && addition.change.applied == ["RECEIVER3"])
        #expect(
            try await client.get(Self.path).value([ModuleView].self)[1].present == [
                "RECEIVER1", "RECEIVER2", "RECEIVER3",
            ])
        _ = try await client.send(.post, Self.path + "/RECEIVER", text: #"{"name":"x"}"#).problem(409)
        _ = try await client.send(.post, Self.path + "/HTTP0", text: "{}").problem(404)
        _ = try await client.send(.delete, Self.path + "/RECEIVER2").value(SettingsChange.self)
        #expect(!control.settings.contains("RECEIVER2"))
        _ = try await client.send(.delete, Self.path + "/RECEIVER2").problem(404)
    }

    @Test func `a module without options stands all the same`() async throws {
        let control = FakeControl(settings: "")
        _ = try await control.client.send(.put, Self.path + "/HTTP0", text: "{}").value(SettingsChange.self)
        #expect(control.settings.contains("HTTP0"))
    }

    @Test func `a backup has the secrets, and is restored whole`() async throws {
        let backup = try await client.get("/api/v1/config/backup")
        #expect(backup.text == SampleSettings.text)
        #expect(backup.headers[.contentDisposition]?.hasPrefix("attachment; filename=\"ipdect-agent-2027") == true)
        let other = SampleSettings.text.replacing("attic", with: "roof")
        let check = try await client.send(.post, "/api/v1/config/restore?check=true", text: other)
            .value(SettingsCheckView.self)
        #expect(check.isUsable && check.differences.map(\.option) == ["name"] && check.differences[0].old == "attic")
        #expect(control.calls.isEmpty)
        _ = try await client.send(.post, "/api/v1/config/restore", text: other).value(SettingsChange.self)
        #expect(control.settings.text.text == other)
        #expect(
            control.sentences == [
                "the settings were fetched with their secrets", "the settings were restored from a file",
            ])
    }

    @Test func `a text is checked with line numbers and changes nothing`() async throws {
        let text = "config change RECEIVER1 /name a\nconfig change RECEIVER2 /nmae b\nconfig chagne HTTP0\n"
        let check = try await client.send(.post, "/api/v1/config/check", text: text).value(SettingsCheckView.self)
        #expect(!check.isUsable && check.findings.filter { $0.severity == "error" }.map(\.line).sorted() == [2, 2, 3])
        #expect(check.differences.contains { $0.module == "RECEIVER2" && $0.option == "password" && $0.isSecret })
        let refused = try await client.send(.post, "/api/v1/config/restore", text: text).problem(422)
        #expect(refused.line == 2)
        #expect(control.calls.isEmpty)
    }

    @Test func `a text with masked secrets is no backup`() async throws {
        let shown = try await client.get("/api/v1/config/text").text
        let check = try await client.send(.post, "/api/v1/config/check", text: shown).value(SettingsCheckView.self)
        #expect(!check.isUsable && check.findings.contains { $0.line == 3 && $0.message.contains("masked") })
        #expect(try await client.send(.post, "/api/v1/config/restore", text: shown).problem(422).line == 3)
    }
}
