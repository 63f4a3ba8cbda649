# Here the beginning is there, and no offer came.
0 open /
0 s {"type":"answer","sdp":"$sdp(bob 1 active audio)"}
1 open /socket.io/?EIO=4&transport=websocket&sid=abc
1 s 42["message",{"type":"answer","sdp":"$sdp(carol 1 active audio)"}]
