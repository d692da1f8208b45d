import ArgumentParser
import WebAPI

extension LAN {
    struct Neighbours: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List what is heard by LLDP.",
            discussion: "--details prints every TLV, in the order and with the words that lldpcli has.")

        @Flag(name: [.short, .long], help: "Print everything that they say.")
        var details = false

        @OptionGroup var interface: InterfaceOption
        @OptionGroup var control: ControlOptions
        @OptionGroup var output: OutputOptions

        func run() async throws {
            let neighbours = try await control.client.get(
                interface.path("lan/neighbours"), as: [LANNeighbourView].self)
            if output.json { return try output.printJSON(neighbours) }
            guard !neighbours.isEmpty else { return print("No neighbour is heard.") }
            if details {
                for (position, neighbour) in neighbours.enumerated() {
                    if position > 0 { print() }
                    for line in NeighbourText(neighbour).lines { print(line) }
                }
                return
            }
            var table = TextTable(
                .text("Interface"), .text("System"), .text("Port"), .text("Management"), .text("Capabilities"),
                .text("VLAN"), .text("Since (UTC)"))
            for neighbour in neighbours {
                let tlvs = neighbour.tlvs
                table.add(
                    Cell(neighbour.interface), Cell(tlvs.name), Cell(tlvs.port.value),
                    Cell(tlvs.managementAddresses.map(\.address).joined(separator: ", ")),
                    Cell((tlvs.capabilities ?? []).filter(\.isEnabled).map(\.name).joined(separator: ", ")),
                    Cell(Self.vlan(tlvs)), Cell(neighbour.since.shortTime))
            }
            output.print(table, orElse: "")
        }

        /// The VLAN of untagged frames, and that of voice where a switch gives one.
        private static func vlan(_ tlvs: LLDPUnitView) -> String {
            let voice = tlvs.med?.policies.first { $0.application == "voice" && $0.counts }
            return [
                tlvs.dot1?.portVLAN.map { "\($0)" },
                voice.map { $0.isTagged ? "voice \($0.vlan)" : "voice untagged" },
            ].compactMap(\.self).joined(separator: ", ")
        }
    }
}
