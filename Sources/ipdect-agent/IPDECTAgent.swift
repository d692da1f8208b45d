import AgentRuntime
import ArgumentParser

@main
struct IPDECTAgent: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ipdect-agent",
        abstract: "Watches over an IP-DECT telephone system.",
        discussion: """
            'ipdect-agent run' is the agent itself. The other commands ask the running agent over the socket in its \
            state folder; with --json each prints what a program can read.
            """,
        version: AgentVersion.current,
        subcommands: [
            Run.self, Check.self, Status.self, Alarms.self, Events.self, Logs.self, Faults.self, Radios.self,
            Devices.self,
            Calls.self, Sync.self, Traffic.self, Perf.self, Ping.self, Traceroute.self, Capture.self, LAN.self,
            Report.self, Config.self, Cert.self, User.self, SNMP.self, MIB.self,
        ])

    static func main() async {
        // To make the tree of all commands takes longer than to open the journal: the agent itself does without. What is
        // wrong or asks for help is said by the whole tree.
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.first == "run", let run = try? Run.parse(Array(arguments.dropFirst())) else {
            return await main(nil)
        }
        do {
            try await run.run()
        } catch {
            exit(withError: error)
        }
    }
}
