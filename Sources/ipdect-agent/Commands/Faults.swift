import ArgumentParser
import WebAPI

struct Faults: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain fault codes, and say how serious they are here.",
        subcommands: [List.self, Show.self, Remap.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all fault codes.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let faults = try await control.client.get("faults", as: [FaultView].self)
            if output.json { return try output.printJSON(faults) }
            var table = TextTable(
                .text("Code"), .text("Label"), .text("Kind"), .text("Severity"), .text("Seriousness"), .text("Title"))
            for fault in faults {
                table.add(
                    Cell(fault.code), Cell(fault.label), Cell(fault.kind), Cell(fault.severity, .of(fault.severity)),
                    Cell(fault.seriousness + (fault.isRemapped ? " *" : ""), .of(fault.seriousness)), Cell(fault.title))
            }
            output.print(table, orElse: "")
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Explain one fault code.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The code, such as 0x00030204.") var code: String

        func run() async throws {
            let fault = try await control.client.get("faults/" + pathSegment(code), as: FaultView.self)
            if output.json { return try output.printJSON(fault) }
            print("\(fault.code)  \(fault.label)  (\(fault.module), \(fault.kind), \(fault.severity))")
            print("\(fault.title). \(fault.summary)")
            if let cause = fault.cause { print("Cause: \(cause)") }
            if let remedy = fault.remedy { print("Remedy: \(remedy)") }
            print("Seriousness here: \(fault.seriousness)\(fault.isRemapped ? " (changed)" : "")")
        }
    }

    struct Remap: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Change how serious a fault is here.")

        @OptionGroup var control: ControlOptions
        @Argument(help: "The code, such as 0x00030204.") var code: String
        @Argument(help: "disabled, information, warning, error, critical, or default.") var seriousness: String

        func run() async throws {
            try await control.client.change(
                "PUT", "faults/\(pathSegment(code))/seriousness", SeriousnessChange(seriousness: seriousness))
            print("\(code) is \(seriousness) from now on.")
        }
    }
}
