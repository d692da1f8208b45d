import ArgumentParser
import WebAPI

extension LAN {
    struct Statistics: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the counters of the interfaces, or set those of the links to zero.")

        @Flag(help: "Set those of the links to zero; those of LLDP go on.")
        var clear = false

        @OptionGroup var interface: InterfaceOption
        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let client = control.client
            if clear { try await client.change("POST", interface.path("lan/statistics/clear")) }
            let statistics = try await client.get(interface.path("lan/statistics"), as: [LANStatisticsView].self)
            if output.json { return try output.printJSON(statistics) }
            if clear {
                let names = statistics.map(\.interface).joined(separator: ", ")
                guard !names.isEmpty else { return print("There is no interface.") }
                return print("The counters of the links are zero: \(names).".printable)
            }
            guard !statistics.isEmpty else { return print("No link protocol runs on any interface.") }
            var table = TextTable(.text("Counter"))
            table.columns += statistics.map { .number($0.interface + ($0.port.map { " (\($0))" } ?? "")) }
            for label in Self.labels(statistics) {
                table.rows.append(
                    [Cell(label)]
                        + statistics.map { view in
                            Cell(view.counters.first { $0.label == label }.map { "\($0.value)" } ?? "")
                        })
            }
            for (name, value) in Self.counters {
                table.rows.append([Cell(name)] + statistics.map { Cell("\(value($0))") })
            }
            for reason in Set(statistics.flatMap(\.lldp.refusals.keys)).sorted() {
                table.rows.append(
                    [Cell("  " + reason)] + statistics.map { Cell("\($0.lldp.refusals[reason] ?? 0)", .yellow) })
            }
            output.print(table, orElse: "")
            for view in statistics {
                if let time = view.clearedAt { print("\(view.interface): cleared at \(time.shortTime) UTC".printable) }
            }
        }

        /// The counters of the kernel that some interface has, in the order in which they are shown.
        private static func labels(_ statistics: [LANStatisticsView]) -> [String] {
            var seen: Set<String> = []
            return statistics.flatMap(\.counters).map(\.label).filter { seen.insert($0).inserted }
        }

        private static let counters: [(name: String, value: @Sendable (LANStatisticsView) -> UInt64)] = [
            ("Link protocols: dropped by the kernel", { $0.kernelDrops }),
            ("Link protocols: not used", { $0.unused }),
            ("LLDP frames sent", { $0.lldp.framesOut }),
            ("LLDP frames received", { $0.lldp.framesIn }),
            ("LLDP neighbours that came", { $0.lldp.inserts }),
            ("LLDP neighbours that went", { $0.lldp.deletes }),
            ("LLDP neighbours that fell silent", { $0.lldp.ageouts }),
            ("LLDP neighbours without room", { $0.lldp.drops }),
            ("LLDP TLVs not known", { $0.lldp.tlvsUnrecognized }),
            ("LLDP TLVs refused", { $0.lldp.tlvsDiscarded }),
            ("LLDP frames discarded", { $0.lldp.framesDiscarded }),
            ("LLDP frames with errors", { $0.lldp.framesInErrors }),
        ]
    }
}
