import ArgumentParser
import WebAPI

struct Sync: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the air synchronization.", subcommands: [Regions.self, Tree.self, Clear.self],
        defaultSubcommand: Regions.self)

    struct Regions: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the sync regions with their statistics.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let regions = try await control.client.get("sync", as: [RegionView].self)
            if output.json { return try output.printJSON(regions) }
            var table = TextTable(
                .number("Region"), .text("Name"), .text("Active master"), .text("Reference"), .number("Green"),
                .number("Yellow"), .number("Red"), .number("Calculations"), .number("Configurations"),
                .number("Sync lost"))
            for region in regions {
                let reference = region.referenceRegion.map { "\($0)\(region.hasReferenceSync ? "" : " (not heard)")" }
                table.add(
                    Cell("\(region.region)"), Cell(region.name), Cell(region.activeMaster ?? "none"),
                    Cell(reference ?? "none"), Cell("\(region.green)", .green),
                    Cell("\(region.yellow)", region.yellow > 0 ? .yellow : .plain),
                    Cell("\(region.red)", region.red > 0 ? .red : .plain), Cell("\(region.calculations)"),
                    Cell("\(region.configurations)"), Cell("\(region.syncLost)"))
            }
            output.print(table, orElse: "No sync region is in use.")
        }
    }

    struct Tree: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Draw the sync tree of a region.")

        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "The sync region, 0 to 249.") var region: UInt8

        func run() async throws {
            let radios = try await control.client.get("radios", as: [RadioView].self).filter { $0.region == region }
            if output.json { return try output.printJSON(radios) }
            let children = Dictionary(grouping: radios, by: \.parent)
            let names = Set(radios.map(\.name))
            let roots = radios.filter { $0.parent.map { !names.contains($0) } ?? true }
            if roots.isEmpty { print("Region \(region) has no radios.") }
            for root in roots { draw(root, children, prefix: "", isLast: true, isRoot: true) }
        }

        private func draw(
            _ radio: RadioView, _ children: [String?: [RadioView]], prefix: String, isLast: Bool, isRoot: Bool
        ) {
            let signal = radio.rssi.map { " \($0) dBm, FER \(radio.fer.map { "\($0)" } ?? "-") %" } ?? ""
            let dot = output.isColored ? Style.of(radio.color).applied(to: "●") : "[\(radio.color)]"
            let branch = isRoot ? "" : isLast ? "└─ " : "├─ "
            print("\(prefix)\(branch)\(dot) \(radio.name.printable)\(signal), lost \(radio.syncLost)")
            let below = children[radio.name] ?? []
            let next = isRoot ? "" : prefix + (isLast ? "   " : "│  ")
            for (position, child) in below.enumerated() {
                draw(child, children, prefix: next, isLast: position == below.count - 1, isRoot: false)
            }
        }
    }

    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Set the statistics of a region to zero.")

        @OptionGroup var control: ControlOptions
        @Argument(help: "The sync region, 0 to 249.") var region: UInt8

        func run() async throws {
            try await control.client.change("POST", "sync/\(region)/clear")
            print("The statistics of region \(region) are zero.")
        }
    }
}
