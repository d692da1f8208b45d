import ArgumentParser
import Foundation
import SNMPAgent

struct MIB: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mib", abstract: "Print the MIB modules for a manager to load; no agent is needed.")

    @Option(name: .long, help: "The object identifier below which our objects stand, such as 1.3.6.1.4.1.99999.1.")
    var root: String?
    @Option(name: .long, help: "Print only this module.") var module: String?
    @Flag(name: .long, help: "List the modules' names.") var list = false
    @Option(name: .long, help: "Write a file for each module into this folder.", completion: .directory)
    var output: String?

    func run() throws {
        let root: ModuleRoot
        do {
            root = try self.root.map { try ModuleRoot($0) } ?? .standard
        } catch {
            throw fail("\(error)")
        }
        if list {
            for module in MIBModule.all { print(module.name) }
            return
        }
        guard let output else {
            do {
                print(try MIBModule.printed(below: root, only: module), terminator: "")
            } catch {
                throw fail("\(error)")
            }
            return
        }
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
            for module in MIBModule.all where self.module == nil || module.name == self.module {
                let path = output + "/" + module.name + ".txt"
                try module.text(below: root).write(toFile: path, atomically: true, encoding: .utf8)
                print(path)
            }
        } catch {
            throw fail("cannot write the modules into \(output): \(error)")
        }
    }
}
