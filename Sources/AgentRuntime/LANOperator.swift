import LinkLayer
import NetworkValues
import WebAPI

/// What an operator may ask of the LAN side of this agent. VLAN and 802.1X are those of LAN1, the only port that has them.
struct LANOperator: LANControl {
    let service: LinkLayerService

    func clearStatistics(of interfaces: [String]) async throws { try await perform(.clearStatistics(interfaces)) }
    func applyVLAN(on interface: String) async throws { try await perform(.applyVLAN) }
    func confirmVLAN(on interface: String) async throws { try await perform(.confirmVLAN) }
    func rollBackVLAN(on interface: String) async throws { try await perform(.rollBackVLAN) }
    func acceptGateway(_ address: IPAddress) async throws { try await perform(.acceptGateway(address)) }
    func logOff(_ interface: String) async throws { try await perform(.logOff) }
    func logOn(_ interface: String) async throws { try await perform(.logOn) }

    private func perform(_ command: LANCommand) async throws {
        switch await service.perform(command) {
        case .done: return
        case .refused(.unknown, let text): throw LANRefusal(.unknown, text)
        case .refused(.notPossible, let text): throw LANRefusal(.conflict, text)
        }
    }
}
