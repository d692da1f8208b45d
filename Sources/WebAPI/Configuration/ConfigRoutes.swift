import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Settings
import Snapshot
import WebServer

/// The settings: as text in the device's syntax, and module by module for forms (manual 4.14, 4.18, 4.23.2).
struct ConfigRoutes {
    let control: any AgentControl

    init(_ control: any AgentControl) { self.control = control }

    func add(to api: RouterGroup<WebContext>) {
        addText(to: api)
        addBackup(to: api)
        addModules(to: api)
        addModuleChanges(to: api)
    }

    // MARK: Text

    private func addText(to api: RouterGroup<WebContext>) {
        let control = control
        for path: RouterPath in ["config", "config/text"] {
            api.get(path) { _, _ in Self.text(control.settingsText) }
        }
        api.post("config") { request, context in
            let lines = try await request.utf8(context)
            return try JSON.response(await control.changeSettings(lines, by: ConsoleUser.current))
        }
        api.post("config/reload") { _, _ in
            try JSON.response(await control.reloadSettings(by: ConsoleUser.current))
        }
        api.post("config/check") { request, context in
            try JSON.response(SettingsCheckView(try await request.utf8(context), against: control.settings))
        }
    }

    private static func text(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    // MARK: Backup

    private func addBackup(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("config/backup") { _, context in
            // Who reads secrets leaves a trace, too. Readers are not told apart on the way here.
            let known = ConsoleUser.current
            let user = known == ConsoleUser("unknown") ? await context.user() : known
            ConsoleUser.$current.withValue(user) {
                control.note(ConsoleChange("config", "the settings were fetched with their secrets"))
            }
            var response = Self.text(control.settings.rendering(masked: false))
            let time = "\(control.snapshot.time)".prefix(19).replacing(":", with: "")
            response.headers[.contentDisposition] = "attachment; filename=\"ipdect-agent-\(time).conf\""
            return response
        }
        api.post("config/restore") { request, context in
            let isCheck = try request.choice("check") ?? false
            let text = try await request.utf8(context)
            if isCheck { return try JSON.response(SettingsCheckView(text, against: control.settings)) }
            return try JSON.response(
                await control.changeSettings(
                    by: ConsoleUser.current, telling: ConsoleChange("config", "the settings were restored from a file")
                ) { document throws(SettingsError) in
                    let restored = SettingsDocument(ConfigText(text), schema: document.schema)
                    if let line = restored.firstMaskedLine {
                        throw SettingsError(.invalidText, SettingsCheckView.maskedText, line: line)
                    }
                    return restored
                })
        }
    }

    // MARK: Modules

    private func addModules(to api: RouterGroup<WebContext>) {
        let control = control
        api.get("config/modules") { _, _ in
            let document = control.settings
            return try JSON.response(document.schema.modules.map { ModuleView($0, in: document) })
        }
        api.get("config/modules/{name}") { _, context in
            let document = control.settings
            let name = try context.text("name")
            let module = try document.module(named: name)
            return try JSON.response(ModuleValuesView(name, module, in: document))
        }
    }

    private func addModuleChanges(to api: RouterGroup<WebContext>) {
        let control = control
        for method: HTTPRequest.Method in [.put, .patch] {
            api.on("config/modules/{name}", method: method) { request, context in
                let name = try context.text("name")
                let module = try control.settings.module(named: name)
                let values = try await request.decoded(ModuleChange.self, context).newValues(for: module)
                if method == .patch, module.instances != nil, !control.settings.contains(name) {
                    throw Problem.notFound("the settings have no \(name)")
                }
                return try JSON.response(
                    await control.changeSettings(by: ConsoleUser.current, telling: nil) {
                        document throws(SettingsError) in
                        try document.changing(module: name, values: values, replacingOthers: method == .put)
                    })
            }
        }
        api.post("config/modules/{name}") { request, context in
            let base = try context.text("name")
            let document = control.settings
            guard let module = document.schema.modules.first(where: { $0.name == base && $0.instances != nil }) else {
                throw Problem.notFound("no module with instances has the name \(base)")
            }
            let values = try await request.decoded(ModuleChange.self, context).newValues(for: module)
            guard let number = document.freeInstance(of: module) else {
                throw Problem(status: 409, title: "Refused", detail: "all numbers of \(base) are in use")
            }
            let name = "\(base)\(number)"
            let change = try await control.changeSettings(by: ConsoleUser.current, telling: nil) {
                document throws(SettingsError) in
                guard !document.contains(name) else {
                    throw SettingsError(.changedOnDisk, "\(name) was added by somebody else; try again")
                }
                return try document.changing(module: name, values: values)
            }
            var response = try JSON.response(ModuleAdditionView(name: name, change: change), status: .created)
            response.headers[.location] = "/api/v1/config/modules/\(name)"
            return response
        }
        api.delete("config/modules/{name}") { _, context in
            let name = try context.text("name")
            guard control.settings.contains(name) else { throw Problem.notFound("the settings have no \(name)") }
            return try JSON.response(
                await control.changeSettings(by: ConsoleUser.current, telling: nil) { document in
                    document.removing(module: name)
                })
        }
    }
}

extension SettingsDocument {
    /// The module that a name in a path means, with its number where it has instances.
    fileprivate func module(named name: String) throws -> any SettingsModule.Type {
        do {
            return try schema.declaration(of: name)
        } catch {
            throw Problem.notFound("\(error)")
        }
    }
}
