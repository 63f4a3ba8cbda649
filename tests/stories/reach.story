# Nobody outside can reach either side: private addresses, mDNS names, both; in the others one side can be
# reached, or it is one machine.
0 open /
0 c {"type":"offer","sdp":"$sdp(al0 1 actpass audio)"}
0 s {"type":"answer","sdp":"$sdp(bo0 1 active audio)"}
0 c {"candidate":{"candidate":"candidate:1 1 udp 2130706431 10.0.0.5 5000 typ host","sdpMid":"0","sdpMLineIndex":0}}
0 s {"candidate":{"candidate":"candidate:1 1 udp 2130706431 192.168.7.9 5000 typ host","sdpMid":"0","sdpMLineIndex":0}}
1 open /
1 c {"type":"offer","sdp":"$sdp(al1 1 actpass audio)"}
1 s {"type":"answer","sdp":"$sdp(bo1 1 active audio)"}
1 c {"candidate":{"candidate":"candidate:1 1 udp 2130706431 1b2c3d4e-1111-4222-8333-123456789abc.local 5000 typ host","sdpMid":"0","sdpMLineIndex":0}}
1 s {"candidate":{"candidate":"candidate:1 1 udp 2130706431 2b2c3d4e-1111-4222-8333-123456789abc.local 5000 typ host","sdpMid":"0","sdpMLineIndex":0}}
2 open /
2 c {"type":"offer","sdp":"$sdp(al2 1 actpass audio)"}
2 s {"type":"answer","sdp":"$sdp(bo2 1 active audio)"}
2 c {"candidate":{"candidate":"candidate:1 1 udp 2130706431 fd00::5 5000 typ host","sdpMid":"0","sdpMLineIndex":0}}
2 s {"candidate":{"candidate":"candidate:1 1 udp 2130706431 2b2c3d4e-1111-4222-8333-123456789abc.local 5000 typ host","sdpMid":"0","sdpMLineIndex":0}}
3 open /
3 c {"type":"offer","sdp":"$sdp(al3 1 actpass audio)"}
3 s {"type":"answer","sdp":"$sdp(bo3 1 active audio)"}
3 c {"candidate":{"candidate":"candidate:1 1 udp 2130706431 10.0.0.5 5000 typ host","sdpMid":"0","sdpMLineIndex":0}}
3 s {"candidate":{"candidate":"candidate:1 1 udp 2130706431 192.0.2.7 5000 typ host","sdpMid":"0","sdpMLineIndex":0}}
4 open /
4 c {"type":"offer","sdp":"$sdp(al4 1 actpass audio)"}
4 s {"type":"answer","sdp":"$sdp(bo4 1 active audio)"}
4 c {"candidate":{"candidate":"candidate:1 1 udp 2130706431 127.0.0.1 5000 typ host","sdpMid":"0","sdpMLineIndex":0}}
4 s {"candidate":{"candidate":"candidate:1 1 udp 2130706431 127.0.0.1 5000 typ host","sdpMid":"0","sdpMLineIndex":0}}
wait 6000
